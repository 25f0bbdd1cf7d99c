import Mustache
public import SurveyModel

/// Renders a run's result as one self-contained HTML page for the people who review returns.
///
/// The page needs no network and no other file. It holds no time and no path, so that the same result always gives the
/// same bytes. Everything that comes from a return is escaped, and a Content-Security-Policy (CSP Level 3) allows
/// only the page's own script and style, by their SHA-256.
public struct ReportRenderer: Sendable {
    private let library: MustacheLibrary
    private let catalogue: Catalogue
    /// The language of the survey's texts; the catalogue may have had to fall back to English.
    private let language: String
    private let style: String
    private let script: String

    /// Loads templates, style, script and words.
    ///
    /// - Parameter language: the language (BCP 47) of the report's own words and, where the definition has it, of the
    ///   survey's texts. For a language without a catalogue of words the report's own are English.
    /// - Throws: ``ReportError`` where the installation is broken.
    public init(language: String = "en") throws {
        MustacheContentTypes.register(ScalarEscaping(), named: ScalarEscaping.name)
        catalogue = try Catalogue(language: language)
        self.language = language
        style = try ReportResources.content("report.css")
        script = try ReportResources.script()
        var templates: [String: MustacheTemplate] = [:]
        for name in ReportResources.templates {
            let file = "templates/\(name).mustache"
            let content = "{{% CONTENT_TYPE:\(ScalarEscaping.name)}}" + (try ReportResources.content(file))
            do {
                templates[name] = try MustacheTemplate(string: content)
            } catch {
                throw ReportError.invalidResource(file, reason: "the template is malformed: \(error)")
            }
        }
        library = MustacheLibrary(templates: templates)
    }

    /// The page for a result.
    ///
    /// - Parameters:
    ///   - result: the result.
    ///   - excerpts: what stands around the cells of its issues.
    ///   - trails: where the rows of the dataset come from; nil for a report of which nothing is published.
    ///   - files: the paths of the files that are written beside the page, relative to it: only to those it has links.
    /// - Throws: ``ReportError`` where the installation is broken.
    public func html(
        _ result: RunResult, excerpts: Excerpts = .none, trails: RowTrails? = nil, files: Set<String> = []
    ) throws -> String {
        let index = ResultIndex(result, language: language, files: files)
        guard let page = library.render(context(index, excerpts, trails), withTemplate: "report") else {
            throw ReportError.missingResource("templates/report.mustache")
        }
        return page
    }

    private func context(_ index: ResultIndex, _ excerpts: Excerpts, _ trails: RowTrails?) -> [String: Any] {
        let definition = index.result.definition
        return [
            "t": catalogue.nested(),
            "language": catalogue.language,
            "csp": securityPolicy(),
            "style": style, "script": script,
            "title": definition.title.text(in: language),
            "survey": index.result.survey,
            "agency": definition.agency.map { $0.text(in: language) as Any } ?? false,
            "notice": definition.notice.map { $0.text(in: language) as Any } ?? false,
            "contact": definition.contact?.name as Any? ?? false,
            "email": definition.contact?.email as Any? ?? false,
            "deadline": definition.deadline?.description as Any? ?? false,
            "round": definition.round.current,
            "quality": catalogue.text("page.quality", ["round": definition.round.current]),
            "version": definition.versions.map(\.id).joined(separator: ", "),
            "summary": SummarySection(index: index, catalogue: catalogue).context(),
            "coverage": CoverageSection(index: index, catalogue: catalogue).context(),
            "issues": IssuesSection(index: index, catalogue: catalogue).context(),
            "returns": ReturnsSection(index: index, catalogue: catalogue).context(),
            "resubmissions": ResubmissionsSection(index: index, catalogue: catalogue).context(),
            "codes": CodesSection(index: index, catalogue: catalogue).context(),
            "figures": FiguresSection(index: index, catalogue: catalogue).context(),
            "decisions": DecisionsSection(index: index, catalogue: catalogue).context(),
            "rules": RulesSection(index: index, catalogue: catalogue).context(),
            "lineage": LineageSection(index: index, catalogue: catalogue, trails: trails).context(),
            "provenance": ProvenanceSection(index: index, catalogue: catalogue).context(),
            "data": IssueColumns(index: index, catalogue: catalogue, excerpts: excerpts).json(),
            "marks": Dictionary(
                uniqueKeysWithValues: Severity.allCases.map { ($0.rawValue, SeverityMark.svg($0)) }) as [String: Any],
        ]
    }

    /// What the page may load and run: its own script and style, and nothing else.
    private func securityPolicy() -> String {
        "default-src 'none'; style-src \(ContentHash.source(of: style)); script-src \(ContentHash.source(of: script)); "
            + "base-uri 'none'; form-action 'none'"
    }
}
