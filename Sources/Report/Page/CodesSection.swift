import SurveyModel

/// How written answers became codes, those that a person should look at first.
struct CodesSection {
    let index: ResultIndex
    let catalogue: Catalogue

    /// Below it, a match is shown among those to review even where it was made.
    static let reviewBelow = ReturnCoding.reviewBelow
    /// Rows of a table on the page; the lineage files hold all.
    static let rowLimit = 400

    func context() -> [String: Any] {
        let codings = index.result.codings
        let review = codings.filter { $0.code == nil || $0.confidence < Self.reviewBelow }.sorted(by: Self.isMoreUrgent)
        let others = codings.filter { $0.code != nil && $0.confidence >= Self.reviewBelow }.sorted {
            ($0.list, $0.confidence, $0.raw) < ($1.list, $1.confidence, $1.raw)
        }
        return [
            "count": catalogue.number(codings.count),
            "isEmpty": codings.isEmpty,
            "summary": catalogue.text(
                "codes.summary",
                [
                    "normalised": catalogue.number(index.result.counts.codesNormalised),
                    "suggested": catalogue.number(index.result.counts.codesSuggested),
                    "unknown": catalogue.number(index.result.counts.codesUnknown),
                ]),
            "review": review.prefix(Self.rowLimit).map(row),
            "hasReview": !review.isEmpty,
            "reviewMore": more(review.count),
            "others": others.prefix(Self.rowLimit).map(row),
            "hasOthers": !others.isEmpty,
            "othersTitle": catalogue.text("codes.others", count: others.count),
            "othersMore": more(others.count),
        ]
    }

    private static func isMoreUrgent(_ left: Coding, _ right: Coding) -> Bool {
        if (left.code == nil) != (right.code == nil) { return left.code == nil }
        if left.code == nil, left.count != right.count { return left.count > right.count }
        return (left.confidence, left.list, left.raw) < (right.confidence, right.list, right.raw)
    }

    private func more(_ count: Int) -> Any {
        count > Self.rowLimit ? catalogue.text("codes.more", count: count - Self.rowLimit) as Any : false
    }

    private func row(_ coding: Coding) -> [String: Any] {
        let percent = Int((max(0, min(1, coding.confidence)) * 100).rounded(.down))
        return [
            "raw": DisplayText.visible(coding.raw, limit: 200),
            "isCoded": coding.code != nil,
            "code": coding.code ?? "", "label": coding.label ?? "",
            "suggestions": coding.suggestions.isEmpty
                ? catalogue.text("codes.unknown")
                : catalogue.text("codes.suggested", ["codes": coding.suggestions.prefix(3).joined(separator: "; ")]),
            "list": coding.list, "method": catalogue.methodTitle(coding.method),
            "bar": SeverityBar.svg(part: percent, whole: 100), "confidence": String(percent),
            "cells": catalogue.number(coding.count), "example": coding.example,
        ]
    }
}
