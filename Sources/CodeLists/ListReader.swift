import Synchronization

/// Reads texts against a list: as a code, as a symbol, then as a name or as the description of a service.
///
/// A class, so that threads share it without copies; nothing of it changes.
final class ListReader: Sendable {
    private let codes: CodeForms
    private let symbols: SymbolTable
    private let names: NameMatcher?
    /// The reader of names, which `names` keeps alive, to be asked without counting the reference.
    private let askedNames: Unmanaged<NameMatcher>?
    private let services: PreparedServices?

    init(_ list: CodeList) {
        let codes = CodeForms(list)
        self.codes = codes
        symbols = list.reading == .labels ? SymbolTable(list) : SymbolTable()
        names =
            switch list.reading {
            case .labels: NameMatcher(list, places: nil, codes: codes)
            case .countries: NameMatcher(list, places: PlaceRules(list), codes: codes)
            case .services: nil
            }
        askedNames = names.map(Unmanaged.passUnretained)
        services = list.reading == .services ? PreparedServices(list) : nil
    }

    /// What the text means.
    ///
    /// - Parameters:
    ///   - text: well-formed UTF-8, without white space around it.
    ///   - folded: room for the text in the form in which it is compared.
    func verdict(_ text: UnsafeBufferPointer<UInt8>, _ language: String?, _ folded: inout FoldedText) -> Verdict {
        if let item = codes.item(text) { return Verdict(item: item, method: .code, confidence: 1) }
        if !symbols.isEmpty, let item = symbols.item(String(decoding: text, as: UTF8.self)) {
            return Verdict(item: item, method: .label, confidence: 1)
        }
        if let askedNames {
            let found = askedNames._withUnsafeGuaranteedRef { $0.verdict(text, language, &folded) }
            guard found.method != .label, let several = codes.several(text) else { return found }
            return .candidates(several.sorted(), confidence: 0.5, refusal: "ambiguous")
        }
        return services?.matcher.verdict(String(decoding: text, as: UTF8.self), language) ?? Verdict()
    }
}

extension ListReader {
    /// The item whose code is written so, letter by letter, in the list's own or another scheme.
    func item(spelt text: String) -> Int? { codes.item(spelt: text) }

    /// What a text may mean in a survey's own list that is like no label as a whole.
    ///
    /// - Parameter text: well-formed UTF-8.
    func likely(_ text: UnsafeBufferPointer<UInt8>) -> [Verdict.Candidate] { names?.likely(text) ?? [] }

    /// The item of the state to which a territory belongs.
    func owner(of item: Int) -> Int? { names?.places?.owner[item] }
}

/// The reader of a list, prepared when a text is first looked for: most processes that load a survey match no text of most of its lists.
final class PreparedReader: Sendable {
    private let list: CodeList
    private let prepared = Prepared<ListReader>()

    init(_ list: CodeList) { self.list = list }

    /// Lends the reader, without counting the reference.
    func with<Result>(_ body: (ListReader) -> Result) -> Result {
        prepared.with(or: { ListReader(list) }, body)
    }
}

/// The reader of a list of services, prepared when a text is first looked for that is no code. Whoever asks first waits for it.
private final class PreparedServices: Sendable {
    private let list: CodeList
    private let prepared = Mutex<ServiceMatcher?>(nil)

    init(_ list: CodeList) { self.list = list }

    var matcher: ServiceMatcher {
        prepared.withLock { prepared in
            if let prepared { return prepared }
            let matcher = ServiceMatcher(list)
            prepared = matcher
            return matcher
        }
    }
}
