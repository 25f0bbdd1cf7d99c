/// The errors of spreadsheet programs where they stand as texts: in CSV files, which have what a cell showed, in the language of the program that wrote
/// them; and in cells into which such a text was pasted.
enum ErrorText {
    /// Whether a text is such an error as a whole.
    static func isOne(_ text: String) -> Bool {
        // Asked for every text: nearly all begin otherwise.
        guard let first = text.utf8.first(where: { $0 != UInt8(ascii: " ") }),
            first == UInt8(ascii: "#") || first == UInt8(ascii: "E")
        else { return false }
        let error = text.trimmed
        return names.contains(error) || isTooWide(error) || isNumbered(error)
    }

    /// What a program shows of a number or date that is wider than its column.
    private static func isTooWide(_ text: String) -> Bool {
        text.utf8.count >= 4 && text.utf8.allSatisfy { $0 == UInt8(ascii: "#") }
    }

    /// LibreOffice's errors without a name of their own, such as `Err:502`.
    private static func isNumbered(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst(4)
        return text.hasPrefix("Err:") && digits.count == 3
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// The names of ECMA-376 Part 1, 18.17.3, and Excel's newer ones; then what Excel shows for them in other languages, as its help on the functions
    /// ERROR.TYPE and ISERROR has them there.
    private static let names: Set<String> = Set(
        """
        #NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #BUSY!
        #WERT! #BEZUG! #ZAHL! #NV #ÜBERLAUF!
        #NUL! #VALEUR! #NOM? #NOMBRE! #PROPAGATION!
        #¡NULO! #¡DIV/0! #¡VALOR! #¡REF! #¿NOMBRE? #¡NUM! #N/D #¡DESBORDAMIENTO!
        #NULLO! #VALORE! #RIF! #NOME?
        #NULO! #VALOR! #NÚM!
        #LEEG! #DEEL/0! #WAARDE! #VERW! #NAAM? #GETAL! #N/B
        #DIVISION/0! #VÆRDI! #REFERENCE! #NAVN? #I/T
        #VERDI!
        #SKÄRNING! #VÄRDEFEL! #REFERENS! #NAMN? #OGILTIGT! #SAKNAS! #SAKNAS
        #TYHJÄ! #JAKO/0! #ARVO! #VIITTAUS! #NIMI? #LUKU! #PUUTTUU! #PUUTTUU
        #ZERO! #DZIEL/0! #ARG! #ADR! #NAZWA? #LICZBA! #N/D!
        #DĚLENÍ_NULOU! #HODNOTA! #ODKAZ! #NÁZEV? #ČÍSLO! #NENÍ_K_DISPOZICI
        #NEPLATNÝ! #DELENIENULOU! #NÁZOV? #NEDOSTUPNÝ
        #NULLA! #ZÉRÓOSZTÓ! #ÉRTÉK! #HIV! #NÉV? #SZÁM! #HIÁNYZIK
        #NIČ! #DEL/0! #VREDN! #SKLIC! #IME? #ŠTEV! #N/V
        #DIJ/0! #VRIJEDNOST! #NAZIV? #BROJ!
        #VALOARE! #NUME?
        #ΚΕΝΟ! #ΔΙΑΙΡ./0! #ΤΙΜΗ! #ΑΝΑΦ! #ΟΝΟΜΑ? #ΑΡΙΘ! #Δ/Υ
        #ПУСТО! #ДЕЛ/0! #ЗНАЧ! #ССЫЛКА! #ИМЯ? #ЧИСЛО! #Н/Д #ПЕРЕНОС!
        #BOŞ! #SAYI/0! #DEĞER! #BAŞV! #AD? #SAYI! #YOK #TAŞMA!
        """.split(whereSeparator: \.isWhitespace).map { String($0) })
}
