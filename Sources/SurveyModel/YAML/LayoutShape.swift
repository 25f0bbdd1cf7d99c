/// The shape of layouts and template versions.
extension DefinitionShape {
    static let kinds = ["form", "table", "matrix", "blocks"]
    static let selectors = ["named", "pattern", "position", "any"]

    static let layoutObject = ObjectShape(
        "a layout", exactlyOne: [kinds],
        [
            Property("into", .text, required: true, "The table of the dataset that it fills."),
            Property("sheet", sheet, required: true, "The sheet to look in."),
            Property("required", .boolean, "Whether a return without it is an error (default: a warning)."),
            Property("form", form, "One record: labels and answers."),
            Property("table", tableLayout, "A record in each row below a header."),
            Property("matrix", matrix, "A record in each cell where a row and a column cross."),
            Property("blocks", blocks, "A form repeated."),
        ])

    static let layout = Shape.object(layoutObject)

    static let sheet = Shape.object(
        ObjectShape(
            "a sheet", exactlyOne: [selectors],
            [
                Property(
                    "named", .localized(many: true),
                    "Its names by language; a renamed sheet is found by its content, with a note."),
                Property(
                    "pattern", .text, "A regular expression: every sheet is read whose whole name matches."),
                Property("position", .integer(minimum: 1), "Its place among the sheets, from 1."),
                Property("any", .boolean, "`true`: the sheet whose content fits best."),
            ]))

    static let version = Shape.object(
        ObjectShape(
            "a template version",
            [
                Property("tag", .list(.text, orOne: true), "Texts of which one is all that a cell says."),
                Property("text", .list(.text, orOne: true), "Texts of which one stands in a return of this version."),
                Property(
                    "template", .list(.filled("the name of a file"), orOne: true),
                    "The blank questionnaire of this version, or one for each language: files in the survey's folder."),
                Property("layouts", differences, "What differs from the layouts below `layouts`."),
            ]))

    static let layoutOverride = Shape.object(
        ObjectShape(
            "an override",
            [
                Property("file", .text, "A regular expression over the file's name."),
                Property("text", .list(.text, orOne: true), "Texts of which one stands in the return."),
                Property(
                    "reporter", .list(.text, orOne: true),
                    "Codes or names as the file's name or the reporter's field has them."),
                Property(
                    "layouts", differences, required: true, "What differs from the layouts of the return's version."),
            ]))

    private static let differences = Shape.named(
        .differences(of: .object(ObjectShape("a layout's differences", layoutObject.properties))))
}

/// The shape of forms, and of blocks, which are forms repeated.
extension DefinitionShape {
    static let offset = Shape.object(
        ObjectShape(
            "an offset",
            [
                Property("rows", .integer(), required: true, "Rows down from the label."),
                Property("columns", .integer(), required: true, "Columns to the right of the label."),
            ]))

    static let formField = Shape.object(
        ObjectShape(
            "a form's field",
            [
                Property("label", .localized(many: true), "How the question is labelled, by language."),
                Property(
                    "pattern", .localized(many: true), "A regular expression that is found in the label, by language."),
                Property("tag", .text, "What a cell left of the answer says, which may be hidden, such as `#country`."),
                Property("name", .text, "The defined name of the answer's cell."),
                Property("address", .text, "The template's answer cell, such as `D5`: where nothing else is found."),
                Property(
                    "answer", .word(["right", "below"]), "Where the answer stands from the label (default `right`)."),
                Property("offset", offset, "The answer's place from the label, where it is neither right nor below."),
                Property("answers", .integer(minimum: 1), "The number of cells with answers (default 1)."),
                Property(
                    "onward", .word(["right", "below"]),
                    "Where the next of several answers stands (default: as `answer`)."),
            ]))

    static let form = Shape.object(
        ObjectShape("a form", [Property("fields", .named(formField), required: true, "The form's fields by name.")]))

    static let blocks = Shape.object(
        ObjectShape(
            "repeated blocks",
            [
                Property(
                    "start", .localized(many: true), required: true, "The block's heading, with `{n}` for its number."),
                Property("number", .text, "The field that takes the block's number."),
                Property("fields", .named(formField), required: true, "The fields of each block."),
            ]))
}

/// The shape of tables and matrices.
extension DefinitionShape {
    private static let anchors = [
        Property("name", .text, "The name of the Excel table."),
        Property("tag", .text, "What the cell says at which it starts, which may be hidden."),
        Property("end_tag", .text, "What the cell says before which it ends."),
        Property("under", .localized(many: true), "The title above it."),
    ]

    static let column = Shape.object(
        ObjectShape(
            "a column",
            [
                Property("label", .localized(many: true), "The label above the column, by language."),
                Property(
                    "pattern", .localized(many: true), "A regular expression that is found in the label, by language."),
                Property("group", .localized(many: true), "The label of the group over several columns."),
                Property("unit", .localized(many: true), "What the row of units says in this column."),
                Property(
                    "marks", .keyed(.localized(many: true)),
                    "For columns to be marked with an X: each code and its label."),
                Property("preprinted", .boolean, "Filled in before sending: a row with nothing else holds no record."),
                Property("optional", .boolean, "A sheet without the column is read without a finding."),
            ]))

    private static let rowMatch = [
        Property("label", .localized(many: true), "Words that the row's first text is, or begins with."),
        Property("pattern", .localized(many: true), "A regular expression that is found in the row's first text."),
    ]

    static let skip = Shape.object(ObjectShape("rows to skip", rowMatch))

    static let headings = Shape.object(
        ObjectShape(
            "sub-headings",
            [Property("field", .text, required: true, "The field that a sub-heading gives to the rows below it.")]
                + rowMatch))

    static let repetition = Shape.object(
        ObjectShape(
            "a table's repetition",
            [
                Property(
                    "direction", .word(["down", "across"]), required: true,
                    "Whether the next table stands below the first or beside it."),
                Property("start", .localized(many: true), "The heading above each, with `{n}` for its number."),
                Property("number", .text, "The field that takes the number."),
                Property("fields", .named(formField), "Fields above each table that hold for all of its records."),
            ]))

    static let tableLayout = Shape.object(
        ObjectShape(
            "a table's layout",
            anchors + [
                Property("header", .integer(minimum: 1), "The number of header rows (default 1)."),
                Property(
                    "address", .text,
                    "The first cell of the template's header, such as `B4`: where nothing else is found."),
                Property("units", .boolean, "Whether a row of units stands below the header."),
                Property("end", .localized(many: true), "Labels of a row that ends the table."),
                Property("blank", .integer(minimum: 1), "The number of blank rows that end the table (default 10)."),
                Property("skip", skip, "Rows that hold no record: instructions, examples, subtotals."),
                Property("headings", headings, "Rows of one text that holds for the rows below."),
                Property("repeat", repetition, "How the same table stands again in the sheet."),
                Property("columns", .named(column), required: true, "The columns by field."),
            ]))

    static let matrix = Shape.object(
        ObjectShape(
            "a matrix",
            anchors + [
                Property(
                    "rows", .list(.text, orOne: true), required: true,
                    "The fields that a row's labels give, outermost first."),
                Property("corner", .localized(many: true), "The label over the column of row labels."),
                Property(
                    "header", .list(.text, orOne: true), required: true,
                    "The fields that the header rows give, outermost first."),
                Property("value", .text, required: true, "The field that the cell gives."),
                Property("end", .localized(many: true), "Labels of a row that ends the matrix."),
            ]))
}
