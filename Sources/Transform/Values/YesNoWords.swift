/// Yes and no in many languages, and the names that spreadsheet programs give to TRUE and FALSE.
enum YesNoWords {
    /// What a folded word means; nil where it is neither, or yes in one language and no in another.
    static func meaning(of word: String) -> Bool? {
        yes.contains(word) ? true : no.contains(word) ? false : nil
    }

    private static func folded(_ words: String) -> Set<String> {
        Set(
            words.split { $0 == "|" || $0.isNewline }.map {
                String(String.UnicodeScalarView(PlainText(String($0)).scalars))
            })
    }

    private static let yes = folded(
        """
        yes|y|true|t|1|x|v
        да|так|ano|áno|ja|jawel|jah|jā|ναι|nai|sí|sì|si|s|kyllä|joo|oui|o|sea|tá|is ea|da|igen|taip|iva|tak|sim|j
        evet|já|bai|иә|bəli|po|ya|có
        はい|有|有り|あり|是|是的|예|네|있음|نعم|בכן|כן|بله|हाँ|हां|ใช่|დიახ|այո
        vrai|wahr|verdadero|vero|verdadeiro|waar|prawda|pravda|igaz|sant|sand|sann|tosi|doğru|dogru|истина|істина|αληθης|adevărat|istina
        resnica|tõene|patiess|teisinga|satt
        hai
        """)

    private static let no = folded(
        """
        no|n|false|f|0
        не|нет|ні|ne|nej|nein|όχι|ochi|ei|non|níl|ní hea|nem|nē|le|nee|nie|não|nu|nei
        hayır|hayir|ez|xeyr|жоқ|không|tidak
        いいえ|無|無し|なし|无|没有|沒有|否|不是|아니오|아니요|없음|لا|לא|خیر|नहीं|ไม่ใช่|არა|ոչ
        faux|falsch|falso|onwaar|fałsz|nepravda|hamis|falskt|falsk|usann|epätosi|yanlış|yanlis|ложь|хибність|ψευδης|fals|neistina
        neresnica|väär|aplams|klaidinga|rangt
        """)
}
