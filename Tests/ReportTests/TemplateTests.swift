import Mustache
import SurveyModel
import Testing

@testable import Report

@Suite("The page's templates")
struct TemplateTests {
    /// The page's escaping, for swift-mustache.
    private struct Escaping: MustacheContentType {
        static let name = "HTML-SCALARS"

        func escapeText(_ text: String) -> String {
            DisplayText.escaped(DisplayText.visible(text, limit: .max))
        }
    }

    private func mustache(_ templates: [String: String]) throws -> MustacheLibrary {
        MustacheContentTypes.register(Escaping(), named: Escaping.name)
        return MustacheLibrary(
            templates: try templates.mapValues {
                try MustacheTemplate(string: "{{% CONTENT_TYPE:\(Escaping.name)}}\($0)")
            })
    }

    @Test("give of a result what swift-mustache makes of them", arguments: ["en", "fr"])
    func page(language: String) throws {
        var templates: [String: String] = [:]
        for name in ReportResources.templates {
            templates[name] = try ReportResources.content("templates/\(name).mustache")
        }
        let library = try mustache(templates)
        let renderer = try ReportRenderer(language: language)
        for result in [try SpecimenResult.empty(), try SpecimenResult.full()] {
            let context = renderer.context(ResultIndex(result, language: language, files: []), .none, nil)
            #expect(library.render(context, withTemplate: "report") == (try renderer.html(result)))
        }
    }

    @Test(
        "leave lines and spaces as swift-mustache does, and look for names where it does",
        arguments: [
            "{{#yes}}\nx\n{{/yes}}\ny", "\n{{#yes}}\n  {{b}}\n  {{/yes}}  \n z {{b}}\n",
            "<{{#no}}{{b}}{{/no}}{{^no}}n{{/no}}>",
            "a\n{{#yes}}\nx{{/yes}}{{#yes}}\ny\n{{/yes}}\n", "{{{raw}}} {{raw}} {{ b }}", "{\n{ {{b}} }\n}",
            "x\n{{> other}}\nrest",
            "<{{> other}}>{{> nobody}}", "{{#list}}{{n}}{{b}},{{/list}}{{^list}}none{{/list}}",
            "{{^none}}none{{/none}}{{#none}}some{{/none}}", "{{t.x.y}}{{t.x.z}}{{t.b}}{{nothing}}",
            "{{#t}}{{#x}}{{y}}{{b}}{{/x}}{{/t}}",
            "{{#texts}}[{{b}}]{{/texts}}{{#raw}}{{raw}}{{/raw}}", "{{number}} {{maybe}} {{#maybe}}m{{/maybe}} {{yes}}",
            "x\n  ", "",
        ])
    func syntax(template: String) throws {
        let context: [String: Any] = [
            "yes": true, "no": false, "b": "<B>", "raw": "&\u{7}",
            "list": [["n": "1"], ["n": "2", "b": "own"]] as [[String: Any]],
            "none": [[String: Any]](), "t": ["x": ["y": "Y"] as [String: Any]] as [String: Any], "texts": ["p", "q"],
            "number": 12, "maybe": Optional("perhaps") as Any,
        ]
        let templates = ["it": template, "other": "o{{b}}\n"]
        let library = TemplateLibrary(try templates.mapValues { try TemplateParser.parts(of: $0) })
        #expect(library.render("it", context) == (try mustache(templates).render(context, withTemplate: "it")))
        #expect(library.render("nobody", context) == nil)
    }

    @Test(
        "that are malformed, or say what these never do, are not read",
        arguments: [
            "{{#a}}x", "{{/a}}", "{{#a}}{{/b}}", "{{a", "{{a}", "{{{a}}", "{{}}", "{{! no}}", "  {{> other}}\n",
        ])
    func malformed(template: String) {
        #expect(throws: TemplateParser.Fault.self) { try TemplateParser.parts(of: template) }
    }
}
