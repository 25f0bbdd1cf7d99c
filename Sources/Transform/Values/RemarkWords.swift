/// Words of many languages by which a remark takes back or qualifies the yes or no that it follows.
///
/// They are compared with the words of a remark in whatever language that is: those that are common words of another, such as the Hungarian
/// "de" for "but" or the Romanian "anterior", are left out.
enum RemarkWords {
    /// Whether a remark takes back, doubts or, behind a yes, puts off what it follows.
    static func takesBack(_ remark: String, isYes: Bool) -> Bool {
        let plain = PlainText.plain(remark).replacing("n't", with: " not ")
        let words = plain.split { !$0.isLetter }.map(String.init)
        if words.contains(where: doubts.contains) || isYes && words.contains(where: otherTimes.contains) { return true }
        // Chinese and Japanese are written without spaces.
        guard plain.unicodeScalars.contains(where: PlainText.isWithoutSpaces) else { return false }
        return doubtsWithin.contains { plain.contains($0) } || isYes && otherTimesWithin.contains { plain.contains($0) }
    }

    /// "But", "not", "partly", "perhaps", and the other answer.
    private static let doubts = PlainText.words(
        """
        but however although though except unless only partly partially partial part not no yes never yet maybe perhaps possibly probably
        depends depending unclear unsure unknown if sometimes some rarely without none nor neither either or almost nearly limited
        mais cependant toutefois pourtant sauf excepté pas jamais encore partiellement partielle partielles partiel partiels partie peut
        probablement dépend seulement uniquement parfois rarement sans aucun aucune ni oui non ne n ou presque si hormis néanmoins moitié
        limitée
        pero aunque sin salvo excepto nunca todavía aún parcialmente parcial parte quizás quizá tal acaso depende solo sólo solamente
        veces ningún ninguna ni sí o casi según limitado limitada raramente
        aber jedoch allerdings nicht kein keine keinen nie niemals noch teilweise teils teil vielleicht eventuell möglicherweise nur außer
        ausser ohne doch bedingt ja nein oder fast wenn falls eingeschränkt ausgenommen selten manchmal gelegentlich begrenzt
        ma però tuttavia ancora mai solo parzialmente parziale parziali forse senza sì oppure quasi eccetto tranne soltanto solamente
        talvolta raramente qualche probabilmente limitato
        mas porém ainda nunca apenas parcialmente talvez sem sim não ou quase exceto embora somente
        maar echter niet geen nog deels gedeeltelijk gedeeltelijke deel misschien alleen zonder nee of bijna indien als behalve soms zelden
        nooit slechts beperkt wellicht tenzij
        men dock inte ikke icke ej aldrig aldri endnu ennå ännu delvis delvist kanske måske kanskje bara kun utan uden uten nej nei eller om
        hvis viss begränsat begrænset begrenset sällan sjældent sjelden nästan næsten nesten undtagen unntatt
        förutom möjligen muligvis muligens
        ekki aðeins kannski nema aldrei hluta
        ale lecz jednak nie jeszcze nigdy częściowo częściowa częściowe częściowy części może tylko bez tak lub albo prawie jeśli oprócz
        czasami rzadko jedynie chyba
        avšak však ne ještě částečně částečný částečná částečné zčásti možná jen bez nebo pokud kromě občas téměř nikdy
        čiastočne čiastočný čiastočná čiastočné možno okrem takmer nikdy alebo
        vendar ampak delno deloma delna morda razen samo skoraj nikoli
        ali osim možda djelomično djelomice djelomičan djelomična delimično delimičan delimična gotovo nikad nikada ponekad ako
        али осим можда делимично делимичан делимична готово никад понекад
        mutta ei vielä osittain osittainen osaksi osin ehkä vain ilman tai jos paitsi melkein joskus harvoin vaikka koskaan
        kuid aga osaliselt osaline osalt ainult peaaegu mõnikord ilma
        bet daļēji daļējs daļēja tikai varbūt dažreiz gandrīz izņemot
        dalies dalinai dalinis dalinė galbūt tik arba tačiau kartais beveik išskyrus
        csak részben részleges részlegesen talán nem még vagy kivéve nélkül néha ritkán majdnem soha azonban
        dar însă nu încă parțial parțială parțiale poate doar fără sau dacă uneori rar aproape numai niciodată
        αλλά όμως όχι ακόμη ακόμα ίσως μερικώς μερική μερικό μέρει μέρος εκτός μόνο χωρίς σχεδόν πιθανώς πιθανόν δεν ποτέ αν εάν σπάνια
        но не нет ни ещё еще частично частичная частичный частичное частичные отчасти может можно возможно вероятно наверное только лишь
        или если кроме без почти иногда редко никогда однако хотя да
        але ні ще частково часткова частковий часткове частина може можливо мабуть лише тільки або якщо крім окрім майже інколи іноді
        рідко ніколи проте однак хоча
        още отчасти донякъде частична частичен понякога почти освен само ако може никога рядко обаче
        ama fakat ancak değil henüz kısmen kısmi belki sadece yalnızca hariç dışında bazen nadiren neredeyse veya hayır evet
        però parcialment només potser excepte gairebé
        vetëm pjesërisht pjesshëm ndoshta ach amháin páirteach páirt imma parzjalment biss forsi
        لكن ولكن لكنه ليس ليست غير إلا عدا باستثناء جزئيا جزئي جزئية جزء جزءا بعض بعضها فقط ربما أحيانا نادرا قد إذا دون بدون محدود محدودة
        تقريبا أو لا نعم لم لن حد
        """)

    /// Words by which a yes is one of the future, or of the past.
    private static let otherTimes = PlainText.words(
        """
        planned planning plan plans will soon future upcoming preparation forthcoming intended expected
        until stopped ended discontinued abandoned cancelled formerly previously
        prévu prévue prévus prévues projet bientôt futur future futurs futures planifié planifiée planifiés planifiées envisagé envisagée
        venir prochainement jusqu jusque arrêté arrêtée terminé terminée abandonné abandonnée plus interrompu interrompue supprimé supprimée
        futura futuro previsto prevista previstos previstas planificado planificada planeado planeada proyecto pronto preparación
        próximamente proyectado proyectada hasta terminado terminada suspendido suspendida finalizado finalizada cancelado cancelada
        planejado planejada preparação brevemente até encerrado encerrada suspenso suspensa
        geplant geplante geplanten planung künftig zukünftig zukunft bald demnächst vorgesehen vorbereitung beabsichtigt bis beendet
        eingestellt früher vormals abgeschafft ausgelaufen
        pianificato pianificata pianificati pianificate programmato programmata previsti previste prossimamente preparazione fino
        terminato terminata concluso conclusa sospeso sospesa interrotto interrotta
        gepland geplande binnenkort voorbereiding toekomst toekomstig toekomstige voorzien tot gestopt stopgezet beëindigd afgeschaft
        vroeger voorheen
        planerat planerad planerade planeras planering kommer kommande framtid framtiden snart förbereds förberedelse tills upphört
        avslutad avslutat tidigare nedlagd nedlagt
        planlagt planlægges planlægning planlegges planlegging fremtid fremtiden framtida forberedelse forventet forventes indtil inntil
        ophørt opphørt afsluttet avsluttet
        fyrirhugað fyrirhuguð áætlað undirbúningur undirbúningi framtíð framtíðinni bráðlega hætt lokið
        planowane planowany planowana planowanie planuje planujemy planach wkrótce przygotowaniu przygotowywane przygotowywana przyszłości
        zakończone zakończony zakończona zawieszone zaniechano dawniej
        plánováno plánovaný plánovaná plánované plánuje plánujeme plánu přípravě příprava připravuje připravujeme budoucnu budoucnosti brzy
        ukončeno ukončen ukončena zrušeno
        plánovanie príprave príprava pripravuje pripravujeme budúcnosti čoskoro ukončené zrušené predtým
        načrtovano načrtovan načrtovana načrtujemo načrtuje pripravi prihodnosti kmalu predvideno ukinjeno končano prej
        planirano planiran planirana planira planiramo pripremi priprema budućnosti uskoro predviđeno ukinuto završeno ranije prekinuto
        планирано планиран планирана планира планирамо припреми припрема будућности ускоро укинуто завршено раније прекинуто
        suunnitteilla suunniteltu suunnitelma suunnitelmissa valmisteilla valmistelussa tulossa tulevaisuudessa pian asti saakka
        päättynyt lopetettu aiemmin keskeytetty
        kavandatud kavandamisel plaanis plaanitud ettevalmistamisel tulevikus peagi varsti kuni lõpetatud lõppenud varem
        plānots plānota plānotas sagatavošanā nākotnē drīzumā līdz pārtraukts pārtraukta beidzies agrāk
        planuojama planuojamas planuojamos planuojame rengiama rengiamas ateityje netrukus numatyta numatoma iki nutraukta nutrauktas
        baigta baigtas anksčiau sustabdyta
        tervezett tervezve tervezünk tervben tervezés előkészítés előkészületben jövőben hamarosan megszűnt befejeződött korábban
        planificat planificate prevăzut prevăzută pregătire viitor curând până încheiat încheiată terminat oprit suspendat
        προγραμματίζεται προγραμματισμένο προγραμματισμένη σχεδιάζεται σχεδιασμό σχέδιο προβλέπεται προβλεπόμενο προετοιμασία μέλλον
        μελλοντικά μελλοντική σύντομα θα μέχρι έως διακόπηκε σταμάτησε καταργήθηκε τερματίστηκε παλαιότερα προηγουμένως
        планируется планируем планируют планировалось запланировано запланирован запланирована план планы планах планирование будет будут
        будем будущем скоро вскоре предусмотрено предполагается ожидается подготовке подготовка готовится разработке разрабатывается до
        прекращено прекращен прекращена завершено завершен завершена остановлено приостановлено отменено отменен ранее раньше
        планується плануємо планують заплановано запланований запланована плани планування буде будуть майбутньому незабаром невдовзі
        передбачено передбачається очікується підготовці підготовка готується розробці розробляється припинено завершено скасовано
        раніше зупинено призупинено
        планираме предвидено предвижда подготвя бъдеще бъдещ предстои предстоящо ще прекратено приключило приключи спряно
        planlanıyor planlanan planlandı planlama planlı hazırlık hazırlanıyor yakında gelecekte gelecek öngörülüyor kadar durduruldu
        önceden eskiden iptal
        previst planificades preparació aviat properament fins acabat acabada suspès suspesa
        planifikuar planifikohet përgatitje ardhmen shpejti deri përfunduar ndërprerë beartaithe pleanáilte ippjanat ippjanata
        مخطط مخططة خطة التخطيط المخطط سيتم سوف قريبا مستقبلا المستقبل قيد متوقع متوقعة الإعداد التحضير حتى لغاية سابقا توقف توقفت
        انتهى انتهت ألغي ألغيت
        """)

    /// The same in Chinese and Japanese, within the words.
    private static let doubtsWithin = PlainText.words(
        """
        部分 一部 部份 未 没 沒 不 否 無 无 ない なし まだ ただし ですが だが ますが しかし 但 除 以外 例外 のみ だけ 只 仅 僅 限 若干 可能 或 たぶん おそらく 恐
        かも ほぼ 大体 几乎 幾 基本 有时 偶 たまに 時々 場合 如果
        """)
    private static let otherTimesWithin = PlainText.words(
        "予定 計画 计划 計劃 検討 准备 準備 将 將 今後 まで 終了 廃止 中止 停止 取消 结束 結束 終止 终止 暂停 以前 かつて 曾")
}
