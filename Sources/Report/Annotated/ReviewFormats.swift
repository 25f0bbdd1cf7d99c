import SurveyModel

/// The numbers of the formats that the sheet "To review" uses.
struct ReviewFormats: Sendable {
    let title: Int
    let lede: Int
    let header: Int
    let body: Int
    let link: Int
    let input: Int
    let number: [Severity: Int]

    /// Adds the formats to a workbook's styles.
    init(addingTo styles: inout StylesPatch) {
        func font(_ size: Int, _ rest: String = "", colour: String = "FF1F2A33") -> String {
            "<font>\(rest)<sz val=\"\(size)\"/><color rgb=\"\(colour)\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
        }
        let line = { (side: String) in "<\(side) style=\"thin\"><color rgb=\"FFC9CED3\"/></\(side)>" }
        let hairlines = "<border><left/><right/>\(line("top"))\(line("bottom"))<diagonal/></border>"
        let box = "<border>\(["left", "right", "top", "bottom"].map(line).joined())<diagonal/></border>"
        let wrapped = "<alignment vertical=\"top\" wrapText=\"1\"/>"
        title = styles.addFormat(
            font: font(16, "<b/>"), fill: nil, border: nil, alignment: "<alignment vertical=\"center\"/>")
        lede = styles.addFormat(font: font(11), fill: nil, border: nil, alignment: wrapped)
        header = styles.addFormat(
            font: font(11, "<b/>"), fill: StylesPatch.fill("EDEFF1"), border: hairlines,
            alignment: "<alignment vertical=\"center\" wrapText=\"1\"/>")
        body = styles.addFormat(font: font(11), fill: nil, border: hairlines, alignment: wrapped)
        link = styles.addFormat(
            font: font(11, "<u/>", colour: "FF1F5C99"), fill: nil, border: hairlines, alignment: wrapped)
        input = styles.addFormat(
            font: font(11), fill: StylesPatch.fill("FFFDF2"), border: box, alignment: wrapped)
        var number: [Severity: Int] = [:]
        for severity in Severity.allCases {
            number[severity] = styles.addFormat(
                font: font(11, "<b/>"), fill: StylesPatch.fill(severity.fillColour), border: hairlines,
                alignment: "<alignment horizontal=\"center\" vertical=\"top\"/>")
        }
        self.number = number
    }
}
