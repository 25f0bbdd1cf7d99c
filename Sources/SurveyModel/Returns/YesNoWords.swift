/// Yes and no in many languages, and the names that spreadsheet programs give to TRUE and FALSE. Who compares texts with them folds both alike.
public enum YesNoWords {
    /// The words for yes.
    public static let yes = words(
        """
        yes|y|true|t|1|x|v
        да|так|ano|áno|ja|jawel|jah|jā|ναι|nai|sí|sì|si|s|kyllä|joo|oui|o|sea|tá|is ea|da|igen|taip|iva|tak|sim|j
        evet|já|bai|иә|bəli|po|ya|có
        はい|有|有り|あり|是|是的|예|네|있음|نعم|בכן|כן|بله|हाँ|हां|ใช่|დიახ|այո
        vrai|wahr|verdadero|vero|verdadeiro|waar|prawda|pravda|igaz|sant|sand|sann|tosi|doğru|dogru|истина|істина|αληθης|adevărat|istina
        resnica|tõene|patiess|teisinga|satt
        hai
        """)

    /// The words for no.
    public static let no = words(
        """
        no|n|false|f|0
        не|нет|ні|ne|nej|nein|όχι|ochi|ei|non|níl|ní hea|nem|nē|le|nee|nie|não|nu|nei
        hayır|hayir|ez|xeyr|жоқ|không|tidak
        いいえ|無|無し|なし|无|没有|沒有|否|不是|아니오|아니요|없음|لا|לא|خیر|नहीं|ไม่ใช่|არა|ոչ
        faux|falsch|falso|onwaar|fałsz|nepravda|hamis|falskt|falsk|usann|epätosi|yanlış|yanlis|ложь|хибність|ψευδης|fals|neistina
        neresnica|väär|aplams|klaidinga|rangt
        """)

    private static func words(_ text: String) -> [String] {
        text.split { $0 == "|" || $0.isNewline }.map(String.init)
    }
}
