import SurveyModel

/// Whether a survey's results are still what they were when they were written.
public struct Verification: Sendable {
    /// Something that is not as it should be.
    public struct Difference: Sendable, Hashable {
        /// Where it was found.
        public enum Place: String, Sendable {
            case archive, ledger, run, rederivation
        }

        /// Where it was found.
        public let place: Place
        /// Whether something is lost or changed; false for what the next run puts right by itself.
        public let isFault: Bool
        /// What differs and what to do, in sentences.
        public let message: String

        init(_ place: Place, isFault: Bool = true, _ message: String) {
            self.place = place
            self.isFault = isFault
            self.message = message
        }
    }

    /// What became of making a run anew.
    public enum Rederivation: Sendable, Hashable {
        /// All files came out byte for byte; how many.
        case same(run: String, files: Int)
        /// Files came out otherwise; each is a difference.
        case differs(run: String)
        /// It could not be tried, and why.
        case notPossible(String)
        /// It was not asked for.
        case notAsked
    }

    /// Copies in the archive that were hashed.
    public internal(set) var archived = 0
    /// Runs whose files were hashed.
    public internal(set) var runs = 0
    /// Files of runs that were hashed.
    public internal(set) var files = 0
    /// What became of making the run anew.
    public internal(set) var rederivation = Rederivation.notAsked
    /// Everything that is not as it should be.
    public internal(set) var differences: [Difference] = []

    /// Whether nothing is lost or changed.
    public var isSound: Bool { !differences.contains(where: \.isFault) }

    init() {}

    /// The result for people.
    public var text: String {
        var lines = [
            "  archive    \(archived.counted("return")) hashed",
            "  runs       \(runs.counted("run")), \(files.counted("file")) hashed",
        ]
        switch rederivation {
        case .same(let run, let files):
            lines.append("  made anew  \(run): all \(files) files are the same, byte for byte")
        case .differs(let run): lines.append("  made anew  \(run): files differ")
        case .notPossible(let reason): lines.append("  made anew  not possible: \(reason)".onOneLine)
        case .notAsked: break
        }
        lines += differences.map {
            "  \($0.isFault ? "DIFFERS" : "note")    \($0.place.rawValue): \($0.message)".onOneLine
        }
        lines.append(isSound ? "  Nothing is lost or changed." : "  Something is lost or changed.")
        return lines.joined(separator: "\n")
    }

    /// The result for programs, as one line of JSON.
    public func json(survey: String) -> String {
        let (word, run, reason): (String, String?, String?) =
            switch rederivation {
            case .same(let run, _): ("same", run, nil)
            case .differs(let run): ("differs", run, nil)
            case .notPossible(let reason): ("not-possible", nil, reason)
            case .notAsked: ("not-asked", nil, nil)
            }
        return JSONText.object([
            ("survey", JSONText.quoted(survey)), ("sound", isSound ? "true" : "false"),
            ("archived", String(archived)), ("runs", String(runs)), ("files", String(files)),
            (
                "rederivation",
                JSONText.object([
                    ("outcome", JSONText.quoted(word)), ("run", run.map(JSONText.quoted) ?? "null"),
                    ("reason", reason.map(JSONText.quoted) ?? "null"),
                ])
            ),
            (
                "differences",
                JSONText.array(
                    differences.map {
                        JSONText.object([
                            ("place", JSONText.quoted($0.place.rawValue)), ("fault", $0.isFault ? "true" : "false"),
                            ("message", JSONText.quoted($0.message)),
                        ])
                    })
            ),
        ])
    }
}
