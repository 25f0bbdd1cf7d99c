/// The shape of layouts and template versions.
extension DefinitionShape {
    static let kinds = ["form", "table", "matrix", "blocks"]

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
            "a sheet", exactlyOne: [["named", "any"]],
            [
                Property(
                    "named", .localized(many: true),
                    "Its names by language; a renamed sheet is found by its content, with a note."),
                Property("any", .boolean, "`true`: the sheet whose content fits best."),
            ]))

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
                Property("label", .localized(many: true), required: true, "How the question is labelled, by language."),
                Property("name", .text, "The defined name of the answer's cell."),
                Property(
                    "answer", .word(["right", "below"]), "Where the answer stands from the label (default `right`)."),
                Property("offset", offset, "The answer's place from the label, where it is neither right nor below."),
            ]))

    static let form = Shape.object(
        ObjectShape("a form", [Property("fields", .named(formField), required: true, "The form's fields by name.")]))

    static let column = Shape.object(
        ObjectShape(
            "a column",
            [
                Property("label", .localized(many: true), "The label above the column, by language."),
                Property("group", .localized(many: true), "The label of the group over several columns."),
                Property(
                    "marks", .keyed(.localized(many: true)),
                    "For columns to be marked with an X: each code and its label."),
                Property("preprinted", .boolean, "Filled in before sending: a row with nothing else holds no record."),
                Property("optional", .boolean, "A sheet without the column is read without a finding."),
            ]))

    static let tableLayout = Shape.object(
        ObjectShape(
            "a table's layout",
            [
                Property("header", .integer(minimum: 1), "The number of header rows (default 1)."),
                Property("end", .localized(many: true), "Labels of a row that ends the table."),
                Property("blank", .integer(minimum: 1), "The number of blank rows that end the table (default 10)."),
                Property("columns", .named(column), required: true, "The columns by field."),
            ]))

    static let matrix = Shape.object(
        ObjectShape(
            "a matrix",
            [
                Property("rows", .text, required: true, "The field that a row's label gives."),
                Property("corner", .localized(many: true), "The label over the column of row labels."),
                Property(
                    "header", .list(.text, orOne: true), required: true,
                    "The fields that the header rows give, outermost first."),
                Property("value", .text, required: true, "The field that the cell gives."),
                Property("end", .localized(many: true), "Labels of a row that ends the matrix."),
            ]))

    static let blocks = Shape.object(
        ObjectShape(
            "repeated blocks",
            [
                Property(
                    "start", .localized(many: true), required: true, "The block's heading, with `{n}` for its number."),
                Property("number", .text, "The field that takes the block's number."),
                Property("fields", .named(formField), required: true, "The fields of each block."),
            ]))

    static let version = Shape.object(
        ObjectShape(
            "a template version",
            [
                Property("text", .list(.text, orOne: true), "Texts of which one stands in a return of this version."),
                Property(
                    "template", .list(.text, orOne: true),
                    "The blank questionnaire of this version, or one for each language: files in the survey's folder."),
                Property(
                    "layouts",
                    .named(.differences(of: .object(ObjectShape("a layout's differences", layoutObject.properties)))),
                    "What differs from the layouts below `layouts`."),
            ]))
}
