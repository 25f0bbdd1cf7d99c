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
    func keep(_ bundle: ReturnBundle) throws -> (head: BundleHead, whole: ReturnBundle?) {
        let bytes = BundleWriter.bytes(of: bundle)
        // From its bytes, so that its texts are shared with the others'.
        let head = try BundleReader.head(in: bytes, pool: pool).head.with(commonValuesOf: places)
        guard !ReturnProcessor.mayPass(bundle) else { return (head, bundle) }
        try cache.keep(bytes, of: bundle.sha256)
        return (head, nil)
    }
}
