import Foundation

@testable import Pipeline

/// Folders of units and a project in a folder of their own, and a `systemctl` that answers as a test wants; removed with the object.
final class ScratchUnits {
    let url = FileManager.default.temporaryDirectory.appending(
        path: "canvass-units-\(UUID().uuidString)", directoryHint: .isDirectory)
    var output: URL { url.appending(path: "Output", directoryHint: .isDirectory) }

    init() throws {
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// A folder of units in which a job can be installed.
    ///
    /// - Parameter hasSystemd: whether systemd runs here.
    func folder(isUser: Bool = false, hasSystemd: Bool = true, tool: SystemTool = .willing) -> UnitFolder {
        UnitFolder(
            isUser: isUser, tool: tool, at: url.appending(path: isUser ? "user" : "system"),
            runtime: hasSystemd ? url : url.appending(path: "none"))
    }

    func job(name: String = "canvass", project: String? = nil, isWatch: Bool = false, isUser: Bool = false) throws
        -> ScheduledJob
    {
        guard let time = DailyTime("02:00") else { throw PipelineError(.usage, "No time of day.") }
        return try ScheduledJob(
            name: name, program: URL(filePath: "/usr/bin/env"), arguments: ["--all"],
            project: URL(filePath: project ?? url.path), writable: [output], readable: [],
            trigger: isWatch ? .watch : .daily(time, delay: 0), scope: isUser ? .user : .system(account: "nobody"))
    }
}

extension SystemTool {
    /// Does all that it is asked for; there is no crontab.
    static let willing = SystemTool { words, _ in
        words.first == "crontab" ? nil : Answer(status: 0, output: "ActiveState=active\nUnitFileState=enabled\n")
    }

    /// Does all that it is asked for, with a crontab.
    static func holding(_ crontab: String) -> SystemTool {
        SystemTool { words, input in
            words.first == "crontab" ? Answer(status: 0, output: crontab) : willing.run(words, input)
        }
    }

    /// Answers for the units that are named as for ones that have failed.
    static func seeing(failed units: Set<String>) -> SystemTool {
        SystemTool { words, input in
            guard !units.isDisjoint(with: words) else { return willing.run(words, input) }
            return Answer(status: 0, output: "ActiveState=failed\nUnitFileState=enabled\n")
        }
    }

    /// Refuses each command that holds a word.
    static func refusing(_ word: String, because reason: String, status: Int32 = 1) -> SystemTool {
        SystemTool { words, input in
            words.contains(word)
                ? Answer(status: status, output: "", errors: reason) : willing.run(words, input)
        }
    }
}
