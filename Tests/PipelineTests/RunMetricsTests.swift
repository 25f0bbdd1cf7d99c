import Foundation
import Logging
import Synchronization
import Testing

@testable import Pipeline

@Suite("Figures and messages for machines")
struct RunMetricsTests {
    @Test("a failed run's figures, with a name that needs escaping, are in the exposition format")
    func failed() {
        var metrics = RunMetrics()
        let start = Date(timeIntervalSince1970: 1_000_000)
        for survey in ["a\"b\\c\nd", "parks"] {
            metrics.add(
                failed: survey, code: .cannotWrite, output: nil, started: start,
                finished: start.addingTimeInterval(1.5))
        }
        #expect(
            metrics.text == #"""
                # HELP canvass_last_run_timestamp_seconds When the last run ended, published or not.
                # TYPE canvass_last_run_timestamp_seconds gauge
                canvass_last_run_timestamp_seconds{survey="a\"b\\c\nd"} 1000001
                canvass_last_run_timestamp_seconds{survey="parks"} 1000001
                # HELP canvass_last_run_exit_code The exit code of the last run: 0 where it was published.
                # TYPE canvass_last_run_exit_code gauge
                canvass_last_run_exit_code{survey="a\"b\\c\nd"} 73
                canvass_last_run_exit_code{survey="parks"} 73
                # HELP canvass_last_run_duration_seconds How long the last run took.
                # TYPE canvass_last_run_duration_seconds gauge
                canvass_last_run_duration_seconds{survey="a\"b\\c\nd"} 1.5
                canvass_last_run_duration_seconds{survey="parks"} 1.5

                """#)
    }

    @Test(
        "what a killed process has left beside the figures is removed; what another is writing, and others' files, are not"
    )
    func drafts() throws {
        let inbox = try ScratchInbox()
        // No process has this number: it is more than the kernel gives (4,194,304).
        let names = [
            ".canvass.prom.99999999.tmp", ".canvass.prom.1.tmp", ".canvass.prom.notes.tmp", ".other.prom.99999999.tmp",
        ]
        for name in names { try inbox.put(name) }
        try RunMetrics().write(to: inbox.url.appending(path: "canvass.prom"))
        let left = try FileManager.default.contentsOfDirectory(atPath: inbox.url.path).sorted()
        #expect(left == (names.dropFirst() + ["canvass.prom"]).sorted())
    }

    @Test("a message is one line of JSON, in UTC, whatever it holds; or one line for people")
    func log() throws {
        let lines = Mutex<[String]>([])
        func logger(_ format: LineLog.Format, isTimed: Bool = false) -> Logger {
            var logger = Logger(label: "test") { _ in
                LineLog(format, level: .info, isTimed: isTimed, now: { Date(timeIntervalSince1970: 1.25) }) { line in
                    lines.withLock { $0.append(line) }
                }
            }
            logger[metadataKey: "survey"] = "parks"
            return logger
        }
        logger(.json).warning("odd", metadata: ["file": "a\n\u{1B}[2Jb.xlsx", "time": "never"])
        logger(.json).debug("left out")
        logger(.text).warning("odd", metadata: ["file": "a\n\u{1B}[2Jb.xlsx"])
        logger(.text, isTimed: true).info("a run is made")
        let written = lines.withLock(\.self)
        #expect(
            written == [
                #"{"time": "1970-01-01T00:00:01.250Z", "level": "warning", "message": "odd", "file": "a\n\u001b[2Jb.xlsx", "survey": "parks"}"#,
                "warning: odd (file: a  [2Jb.xlsx, survey: parks)",
                "1970-01-01T00:00:01Z info: a run is made (survey: parks)",
            ])
    }
}
