import Foundation
import SurveyModel
import Testing

@testable import Report

@Suite("Hostile text in returns")
struct HostileTextTests {
    static let attacks = [
        "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)",
        "' onmouseover='alert(1)", "<!-- ", "]]>", "&lt;b&gt;", "</title></style><b>", "{{{script}}} {{#rows}}",
        // A quotation mark and an accent are one Character, but two scalars: the parser sees the mark.
        "\"\u{301} onmouseover=\"\u{301}alert(1)", "<\u{338}script>", "&\u{301}quot;",
        "\u{202E}gpj.exe", "\u{0}\u{1}\u{8}\u{1B}[31m", "\r\n\r\n", "\u{2028}\u{2029}",
    ]

    @Test("it changes no tag and no attribute of the page", arguments: attacks)
    func markup(attack: String) throws {
        let plain = try ReportRenderer().html(SpecimenResult.reviewed())
        let hostile = try ReportRenderer().html(SpecimenResult.reviewed { $0 + attack })
        // A longer label has more lines in a picture, and those are well-formed by a test of their own.
        let expected = MarkupScanner.tags(of: plain).filter { !$0.name.hasSuffix("text") }
        let found = MarkupScanner.tags(of: hostile).filter { !$0.name.hasSuffix("text") }
        let firstDifference = zip(found, expected).first { $0 != $1 }.map { "\($0.0) for \($0.1)" }
        #expect(firstDifference == nil)
        #expect(found.count == expected.count)
    }

    @Test("the scanner that these tests trust sees what an attack would add")
    func scanner() {
        #expect(
            MarkupScanner.tags(of: "<a title=\"x\"\u{301} onclick=\"y\"><b>")
                == [.init(name: "a", attributes: ["title", "\u{301}", "onclick"]), .init(name: "b", attributes: [])])
        #expect(MarkupScanner.tags(of: "<script>a<b></script><i>").map(\.name) == ["script", "/script", "i"])
    }

    @Test("it stands in the page's data as it was, but for what cannot be seen", arguments: attacks)
    func data(attack: String) throws {
        let page = try ReportRenderer().html(SpecimenResult.full { $0 + attack })
        let json = try PageData.object(in: page)
        let issues = try #require(json["issues"] as? [String: Any])
        let values = try #require(issues["value"] as? [String])
        #expect(values.first == DisplayText.visible("many" + attack))
        // What a decision is bound to is the value as it was typed.
        let raw = try #require((json["few"] as? [String: Any])?["raw"] as? [String: Any])
        #expect(values.first == "many" + attack || raw["0"] as? String == "many" + attack)
    }

    @Test("controls and turned writing are made visible")
    func visible() {
        #expect(DisplayText.visible("a\u{0}b\u{1B}[1m\u{7F}\r\n") == "a\u{2400}b\u{241B}[1m\u{2421}\n\n")
        #expect(DisplayText.visible("\u{202E}gpj.exe\u{2066}") == "‹U+202E›gpj.exe‹U+2066›")
    }

    @Test("a cell of 32,767 characters is cut on the page and whole in the issue files")
    func longCell() throws {
        let long = String(repeating: "x", count: 32_767)
        let result = try SpecimenResult.full { $0 == "many" ? long : $0 }
        let page = try ReportRenderer().html(result)
        #expect(!page.contains(String(repeating: "x", count: DisplayText.limit + 1)))
        #expect(page.contains("xxx… (32767)"))
        #expect(String(decoding: IssueFiles.csv(result), as: UTF8.self).contains("," + long + ","))
    }

    @Test("text between the tags is escaped by scalars")
    func escaping() {
        #expect(DisplayText.escaped("\"\u{301}<\u{338}&'>") == "&quot;\u{301}&lt;\u{338}&amp;&#39;&gt;")
    }
}

/// The data that stands in a page for its script.
enum PageData {
    static func object(in page: String) throws -> [String: Any] {
        let start = try #require(page.range(of: "<script type=\"application/json\" id=\"data\">"))
        let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
        let text = page[start.upperBound..<end.lowerBound]
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}
