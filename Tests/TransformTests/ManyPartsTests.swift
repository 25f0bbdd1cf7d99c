import SurveyModel
import Testing

@testable import Transform

@Suite("Answers of very many parts")
struct ManyPartsTests {
    /// Parts that are no codes.
    private func unknown(_ count: Int) -> String { (1...count).map { "zz\($0)qq" }.joined(separator: "; ") }

    @Test(
        "of the parts that are no codes twenty are told one by one, and of the others that there are some",
        arguments: [(1, false), (20, false), (21, true), (25, true)])
    func told(count: Int, hasMore: Bool) throws {
        let text = "Delivery; " + unknown(count)
        let (entry, findings) = try SpecimenSurvey().read(text, as: "stages")
        #expect(entry.value == .codes(["delivery"]))
        #expect(findings.count == min(count, 20) + (hasMore ? 1 : 0))
        #expect(findings.allSatisfy { $0.rule == "code.unknown" && $0.value == text })
        for (number, finding) in findings.prefix(20).enumerated() {
            #expect(
                finding.message.text(in: "en").hasPrefix("“zz\(number + 1)qq” is not one of the answers of “Stages”"))
        }
        guard hasMore, let last = findings.last else { return }
        #expect(
            last.message.text(in: "en")
                == "In the same answer there is more that is not in the list of “Stages”.")
        #expect(last.suggestion == nil && last.expected == findings.first?.expected)
    }

    @Test(
        "that there are more is said in the language that is asked for",
        arguments: [("fr", "autre chose encore"), ("es", "hay algo más")])
    func languages(language: String, words: String) throws {
        let (_, findings) = try SpecimenSurvey().read(unknown(21), as: "stages")
        #expect(findings.last?.message.text(in: language).contains(words) == true)
    }

    @Test("how many more there are does not make another issue of it")
    func number() throws {
        let few = try SpecimenSurvey().read(unknown(24), as: "stages").findings.last
        let many = try SpecimenSurvey().read(unknown(25), as: "stages").findings.last
        #expect(few?.message != nil && few?.message == many?.message)
    }

    @Test("so it is with rings beside what is ticked, each of which may have been a bullet")
    func rings() throws {
        let text = "● Delivery\n" + Array(repeating: "○ Planning and design", count: 25).joined(separator: "\n")
        let (entry, findings) = try SpecimenSurvey().read(text, as: "stages")
        #expect(entry.value == .codes(["delivery"]))
        #expect(findings.count == 21)
    }

    @Test("levels of parts do not multiply: what stands behind 400 of them is one part")
    func levels() throws {
        let groups = (0..<60).map { group in (0..<50).map { "p\(group)x\($0)y" }.joined(separator: "|") }
        let text = "Delivery;" + groups.joined(separator: ";")
        let parts = CodeChoices.parts(of: text, language: nil) { $0 == "Delivery" }
        #expect(parts.count == 400)
        #expect(parts.first == "Delivery" && parts.dropFirst().first == "p0x0y")
        #expect(parts.last?.hasSuffix("|p59x49y") == true)
        let (entry, findings) = try SpecimenSurvey().read(text, as: "stages")
        #expect(entry.value == .codes(["delivery"]))
        #expect(findings.count == 21)
        #expect(findings.last?.message.text(in: "en").hasPrefix("In the same answer there is more ") == true)
    }

    @Test("a text is cut before each code that stands behind a sign or “and”, where it begins with one")
    func codes() {
        func parts(_ text: String) -> [String]? {
            CodeChoices.coded(of: text, language: "en") { ["GRL", "DNK", "2"].contains($0) }
        }
        #expect(parts("GRL Greenland; DNK Denmark, the kingdom") == ["GRL Greenland", "DNK Denmark, the kingdom"])
        #expect(parts("GRL: Greenland, and DNK: Denmark") == ["GRL: Greenland", "DNK: Denmark"])
        #expect(parts("2\nDNK") == ["2", "DNK"])
        #expect(parts("Greenland; DNK Denmark") == nil)
        #expect(parts("GRL class 2") == nil)
    }

    @Test("nor do parts that “and” joins go beyond 400")
    func joined() {
        let line = (0..<11).map { "x\($0)" }.joined(separator: " and ")
        let text = Array(repeating: line, count: 40).joined(separator: "\n")
        let parts = CodeChoices.parts(of: text, language: "en") {
            $0.hasPrefix("x") && !$0.contains(" ") && !$0.contains("\n")
        }
        #expect(parts.count == 400)
        #expect(parts.first == "x0" && parts.last == line)
    }

    @Test("as many answers as there are countries are all read, line by line")
    func countries() {
        let lines = (0..<5).map { line in (0..<50).map { "c\(line)x\($0)" }.joined(separator: ", ") }
        let parts = CodeChoices.parts(of: lines.joined(separator: "\n"), language: nil) { !$0.contains(",") }
        #expect(parts.count == 250)
    }

    @Test("long parts are asked for once: none is put together with others", arguments: [(30, 12), (30_000, 1)])
    func asked(length: Int, times: Int) {
        let piece = String(repeating: "a", count: length)
        let text = (0..<150).map { "\(piece)\($0)" }.joined(separator: ", ")
        var bytes = 0
        let parts = CodeChoices.parts(of: text, language: nil) { part in
            bytes += part.utf8.count
            return false
        }
        #expect(parts.count == 150)
        #expect(bytes <= times * text.utf8.count)
    }
}
