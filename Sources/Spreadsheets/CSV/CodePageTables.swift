/// What the bytes from 0x80 on stand for in code pages other than those that ``TextEncoding`` has itself: after the mapping tables of unicode.org/Public/MAPPINGS.
///
/// U+FFFF stands for what a code page leaves undefined.
enum CodePageTables {
    /// Windows-1250, Central European.
    static let windows1250 = scalars(
        "€\u{FFFF}‚\u{FFFF}„…†‡\u{FFFF}‰Š‹ŚŤŽŹ\u{FFFF}‘’“”•–—\u{FFFF}™š›śťžź\u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬"
            + "\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙")

    /// Windows-1251, Cyrillic.
    static let windows1251 = scalars(
        "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{FFFF}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖ"
            + "ЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя")

    /// Windows-1253, Greek.
    static let windows1253 = scalars(
        "€\u{FFFF}‚ƒ„…†‡\u{FFFF}‰\u{FFFF}‹\u{FFFF}\u{FFFF}\u{FFFF}\u{FFFF}\u{FFFF}‘’“”•–—\u{FFFF}"
            + "™\u{FFFF}›\u{FFFF}\u{FFFF}\u{FFFF}\u{FFFF}\u{A0}΅Ά£¤¥¦§¨©\u{FFFF}«¬\u{AD}®―°±²³΄µ¶·ΈΉΊ»Ό"
            + "½ΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\u{FFFF}ΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\u{FFFF}")

    /// Windows-1254, Turkish.
    static let windows1254 = scalars(
        "€\u{FFFF}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFF}\u{FFFF}\u{FFFF}\u{FFFF}‘’“”•–—˜™š›œ\u{FFFF}\u{FFFF}Ÿ\u{A0}¡"
            + "¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóô"
            + "õö÷øùúûüışÿ")

    /// Windows-1257, Baltic.
    static let windows1257 = scalars(
        "€\u{FFFF}‚\u{FFFF}„…†‡\u{FFFF}‰\u{FFFF}‹\u{FFFF}¨ˇ¸\u{FFFF}‘’“”•–—\u{FFFF}™\u{FFFF}›"
            + "\u{FFFF}¯˛\u{FFFF}\u{A0}\u{FFFF}¢£¤\u{FFFF}¦§Ø©Ŗ«¬\u{AD}®Æ°±²³´µ¶·ø¹ŗ»¼½¾æĄĮĀĆÄÅĘĒČÉŹĖĢĶ"
            + "ĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽßąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙")

    /// ISO 8859-2, Central European, without the control characters.
    static let iso8859_2 = scalars(
        "\u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěí"
            + "îďđńňóôőö÷řůúűüýţ˙")

    /// KOI8-R, Russian.
    static let koi8r = scalars(
        "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u{A0}⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©юабцдефгхийклмнопяр"
            + "стужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ")

    /// DOS code page 850, Western European.
    static let ibm850 = scalars(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎ"
            + "Ï┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}")

    /// DOS code page 852, Central European.
    static let ibm852 = scalars(
        "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎ"
            + "ě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{AD}˝˛ˇ˘§÷¸°¨˙űŘř■\u{A0}")

    /// DOS code page 866, Cyrillic.
    static let ibm866 = scalars(
        "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫"
            + "╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■\u{A0}")

    private static func scalars(_ text: String) -> [Unicode.Scalar?] {
        text.unicodeScalars.map { $0 == "\u{FFFF}" ? nil : $0 }
    }
}
