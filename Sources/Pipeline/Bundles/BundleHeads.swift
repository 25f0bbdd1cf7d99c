import SurveyModel

/// The heads of bundles in the cache, with no more in them than a run needs.
struct BundleHeads: Sendable {
    private let cache: BundleCache
    private let pool = TextPool()
    private let places: Set<BundleHead.Place>

    init(cache: BundleCache, definition: SurveyDefinition) {
        self.cache = cache
        places = definition.identifyingPlaces
    }

    /// The head of a content's bundle, where it is kept.
    func kept(_ content: ReceivedContent) -> BundleHead? {
        cache.head(content.sha256, name: content.file, pool: pool)?.with(commonValuesOf: places)
    }

    /// Keeps a bundle that was just made, unless what is wrong with its file may be over next time: then all of it is given back beside the head.
    ///
    /// - Parameter bytes: the bundle's file, as ``BundleWriter`` writes it.
    func keep(
        _ bytes: [UInt8], of sha256: String, mayPass: Bool
    ) throws -> (head: BundleHead, whole: ReturnBundle?) {
        // From its bytes, so that its texts are shared with the others'.
        let head = try BundleReader.head(in: bytes, pool: pool).with(commonValuesOf: places)
        guard !mayPass else { return (head, try BundleReader.bundle(in: bytes)) }
        try cache.keep(bytes, of: sha256)
        return (head, nil)
    }
}
