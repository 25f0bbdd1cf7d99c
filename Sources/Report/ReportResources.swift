import Foundation

/// The readable files that the page is made of: templates, style, script and words.
enum ReportResources {
    /// The languages for which there is a catalogue of words.
    static let languages = ["en", "es", "fr"]

    /// The page's template and its parts, by the name under which templates call each other.
    static let templates = [
        "report", "summary", "since", "coverage", "issues", "returns", "return-table", "resubmissions",
        "resubmission-table", "resubmission-issues", "resubmission-list", "codes", "figures", "figure-table",
        "decisions", "rules", "lineage", "provenance", "provenance-table", "more",
    ]

    /// The parts of the page's script, in their order: one function around all, so that nothing leaks into the page.
    private static let scriptParts = ["elements", "issues", "list", "groups", "drafts", "trails", "lineage", "page"]

    /// The page's script.
    static func script() throws(ReportError) -> String {
        var script = "(() => {\n"
        for part in scriptParts { script += try content("script/\(part).js") }
        return script + "})();\n"
    }

    /// Where the folder `Resources` may be. On Linux a bundle with a folder of this name takes it for its own resources, on macOS it does not.
    private static let folders: [URL] = {
        let bundle = Bundle.module
        return [bundle.bundleURL, bundle.resourceURL ?? bundle.bundleURL]
    }()

    /// The text of a file in the folder `Resources`.
    static func content(_ name: String) throws(ReportError) -> String {
        let data = folders.lazy.compactMap { folder in
            try? Data(contentsOf: folder.appendingPathComponent("Resources/\(name)"))
        }.first
        guard let data else { throw .missingResource(name) }
        return String(decoding: data, as: UTF8.self)
    }
}
