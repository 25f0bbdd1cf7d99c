/// ISO 4217 codes by which currencies are known in texts.
public enum CurrencyCodes {
    /// The codes in lower case. Those that are also common words in English (ALL, TOP, CUP, PEN) are left out: they are not taken for a currency.
    public static let known = Set(
        """
        aed afn amd aoa ars aud awg azn bam bbd bdt bgn bhd bif bnd bob brl bsd btn bwp byn bzd cad cdf chf clp cny cop crc cve czk \
        djf dkk dop dzd egp ern etb fjd gbp gel ghs gmd gnf gtq gyd hkd hnl htg huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr \
        kmf krw kwd kyd kzt lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab \
        pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sdg sek sgd sle srd ssp syp szl thb tjs tmt tnd try ttd twd tzs uah ugx \
        usd uyu uzs ves vnd vuv xaf xcd xof xpf yer zar zmw zwl hrk ltl lvl eek skk sit dem frf itl
        """.split(separator: " ").map(String.init))
}
