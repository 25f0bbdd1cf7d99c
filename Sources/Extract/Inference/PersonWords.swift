/// The words by which labels ask for a person, or how one is reached; folded.
enum PersonWords {
    /// Longer labels are about something else, such as *Services that are offered by telephone to residents*.
    private static let longest = 6

    /// Words that ask for one wherever they stand in a short label.
    private static let sure = split(
        """
        email emails courriel courriels correo telephone telephones phone tel telefon telefono telefone telefoon telefonnummer rufnummer
        telephonnummer mobilnummer fax telefax faxnummer surname forename prenom prenoms apellido apellidos vorname nachname familienname
        cognome sobrenome achternaam voornaam ansprechpartner ansprechpartnerin ansprechperson kontaktperson contactpersoon bearbeiter
        bearbeiterin sachbearbeiter sachbearbeiterin телефон факс фамилия отчество прізвище τηλεφωνο επωνυμο
        """)

    /// Words that may ask for a body as well: *Contact institution*.
    private static let vague = split(
        "contact contacts contacto kontakt kontaktdaten contatto contato respondent respondents repondant responsable")

    private static let phrases = [
        "e mail", "e mails", "mail address", "mail adresse", "mailadresse", "family name", "given name", "first name",
        "last name",
        "focal point", "point focal", "punto focal", "responsible person", "person responsible", "person in charge",
        "personne responsable",
        "persona responsable", "verantwortliche person", "personne a contacter", "completed by", "filled in by",
        "prepared by", "rempli par",
        "remplie par", "ausgefullt von", "cumplimentado por", "compilato da", "контактное лицо", "электронная почта",
    ]

    /// Those of scripts that put no blanks between words.
    private static let signs = ["電話", "電話番号", "担当者", "メール", "电话", "联系人", "邮箱", "연락처", "담당자", "전화"]

    /// Words for where somebody lives or works; of things that tables list it is what is asked.
    private static let addresses = split(
        "address adresse anschrift direccion domicilio indirizzo endereco morada adres adress")

    private static let web = split("web website internet url ip www")

    private static func split(_ words: String) -> Set<String> {
        Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    /// Whether a label asks for a person, or how one is reached.
    ///
    /// - Parameter isOfReturn: whether it is asked once in a return: then an address is that of who fills it in.
    static func ask(_ label: String, isOfReturn: Bool) -> Bool {
        let bare = InferenceText.withoutParentheses(InferenceText.withoutNumbering(label))
        let words = InferenceText.words(InferenceText.halves(bare)?.first ?? bare)
        if signs.contains(where: { bare.contains($0) }) { return true }
        guard words.count <= longest else { return false }
        let text = " \(words.joined(separator: " ")) "
        if words.contains(where: sure.contains) || phrases.contains(where: { text.contains(" \($0) ") }) { return true }
        let bodies = InferenceWords.reporters.subtracting(vague)
        if words.contains(where: vague.contains), !words.contains(where: bodies.contains) { return true }
        return isOfReturn && words.contains(where: addresses.contains) && !words.contains(where: web.contains)
    }
}
