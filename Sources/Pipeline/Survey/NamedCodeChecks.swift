import CodeLists
import Foundation
import OrderedCollections
import SurveyModel

extension SurveyLoader {
    /// A code that a definition names and that its list does not have is a slip: an answer with such a mark would be lost, and a check about it would find
    /// nothing, both in silence.
    mutating func checkNamedCodes(of definition: SurveyDefinition, _ lists: OrderedDictionary<String, CodeList>) {
        for named in definition.namedCodes {
            guard let list = lists[named.list], list[named.code] == nil else { continue }
            report(
                named.fault, advice: named.advice(list, survey: SurveyFinder.argument(for: folder)), at: named.position)
        }
    }

    /// Several codes are published as one text, joined by semicolons: a code with one in it could not be told from two.
    mutating func checkCodesOfSeveral(of definition: SurveyDefinition, _ lists: OrderedDictionary<String, CodeList>) {
        for table in definition.tables.values {
            for field in table.fields.values where field.isMany {
                guard let name = field.codeList,
                    let item = lists[name]?.items.first(where: { $0.code.contains(";") })
                else { continue }
                let code = item.code.onOneLine
                report(
                    "the field '\(table.name).\(field.name)' holds codes joined by `;`, and its list '\(name)' has the code '\(code)'",
                    advice: "Spell the code in the list without a semicolon, or take `many:` out.", at: field.position)
            }
        }
    }
}

extension NamedCode {
    /// Longer lists are not written out.
    private static let most = 20

    /// What is wrong with a code that its list does not have.
    var fault: String { "\(source) the code '\(code.onOneLine)', which is not in the list '\(list)'" }

    /// The code of its list that may be meant; nil where there is none.
    func nearest(in list: CodeList) -> String? {
        Spelling.nearest(to: code, among: list.items.map(\.code))
    }

    /// What to write in its place.
    ///
    /// - Parameter survey: what a command line calls the survey.
    func advice(_ list: CodeList, survey: String) -> String {
        guard list.items.count > Self.most, nearest(in: list) == nil else {
            return Spelling.advice(for: code, among: list.items.map(\.code))
        }
        return "canvass codes show \(self.list) --survey \(survey) lists its codes."
    }
}
