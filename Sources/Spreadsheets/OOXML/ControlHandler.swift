/// Reads a control properties part ([MS-XLSX], `formControlPr`): what a form control is, and what is chosen in it.
final class ControlHandler: XMLContentHandler {
    /// What it is; `nil` for labels, buttons and other controls in which nothing is chosen.
    private(set) var kind: FormControl.Kind?
    private(set) var selection = ""
    private(set) var isLinked = false

    func start(_ element: XMLElement) {
        guard element.name.is("formControlPr", in: .excel2009) else { return }
        let link = element.string("fmlaLink") ?? ""
        // The cell that it was linked to is deleted.
        isLinked = !link.isEmpty && !link.contains("#REF!")
        switch element.string("objectType") ?? "" {
        case "CheckBox": readState(of: .tickBox, element)
        case "Radio": readState(of: .optionButton, element)
        case "List": readItems(of: .list, element)
        case "Drop": readItems(of: .dropDown, element)
        default: break
        }
    }

    private func readState(of kind: FormControl.Kind, _ element: XMLElement) {
        self.kind = kind
        // Neither absent, which means the same as Unchecked, nor Mixed.
        selection = element.string("checked") == "Checked" ? "1" : ""
    }

    private func readItems(of kind: FormControl.Kind, _ element: XMLElement) {
        self.kind = kind
        if let type = element.string("seltype"), type != "single" {
            selection = element.string("multiSel") ?? ""
        } else if let item = element.integer("sel"), item > 0 {
            selection = String(item)
        }
    }

    func end(_ name: XMLElementName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
