import Foundation
import Testing

/// Small invented surveys in a folder of their own, which cost a run well under a second.
struct SmallSurvey {
    let folder: URL
    private let scratch: Scratch

    /// A project with surveys, each with one return in its inbox.
    ///
    /// - Parameter more: lines at the end of each definition.
    static func project(_ names: [String], more: String = "", area: String = "") throws -> SmallSurvey {
        let scratch = try Scratch()
        let project = SmallSurvey(folder: scratch.url, scratch: scratch)
        for name in names {
            let folder = scratch.url.appending(path: "Pipelines/\(name)/inbox")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try project.write(name, "ALD.csv", "Name;Area\nMill Garden;1\n")
            try Data("code,name\nALD,Aldermoor\nBRA,Bracknor\n".utf8).write(
                to: scratch.url.appending(path: "Pipelines/\(name)/reporters.csv"))
            let definition = """
                canvass: 1
                title: The survey of \(name) (invented)
                languages: [en]
                round: {current: "2026"}
                inbox: {path: inbox, settle: 0}
                reporters: {file: reporters.csv, from: {filename: '^([A-Z]{3})'}}
                tables:
                  parks:
                    title: Parks
                    key: name
                    fields:
                      name: {type: string, title: Name}
                      area: {type: number, title: Area\(area)}
                layouts:
                  parks:
                    into: parks
                    sheet: {any: true}
                    table:
                      columns:
                        name: {label: Name}
                        area: {label: Area}
                \(more)
                """
            try Data(definition.utf8).write(to: scratch.url.appending(path: "Pipelines/\(name)/pipeline.yaml"))
        }
        return project
    }

    func write(_ survey: String, _ file: String, _ text: String) throws {
        let inbox = folder.appending(path: "Pipelines/\(survey)/inbox")
        // A new file, as a mail program would put it there: not the same one changed.
        try? FileManager.default.removeItem(at: inbox.appending(path: file))
        try Data(text.utf8).write(to: inbox.appending(path: file))
    }

    func latest(_ survey: String, _ path: String) -> URL { folder.appending(path: "Output/\(survey)/latest/\(path)") }

    /// The names of the published runs.
    func runs(_ survey: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "Output/\(survey)/runs").path)
    }

    /// The files of the last run by path.
    func files(_ survey: String) throws -> [String: Data] {
        let run = latest(survey, "").resolvingSymlinksInPath()
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: run.path) {
            files[path] = try? Data(contentsOf: run.appending(path: path))
        }
        return files
    }

    /// The returns in the archive.
    func archived(_ survey: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(
            atPath: folder.appending(path: "Output/\(survey)/archive").path
        ).filter { $0.contains("/") }
    }

    /// Holds a survey's lock, as another run would.
    func hold(_ survey: String) throws -> FileHandle {
        let output = folder.appending(path: "Output/\(survey)")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        try Data("process 4711".utf8).write(to: output.appending(path: ".lock"))
        let handle = try FileHandle(forUpdating: output.appending(path: ".lock"))
        #expect(flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
        return handle
    }

    /// Makes the receipts of a survey's returns ten years old, and the store forget them, so that it is made anew from the receipts.
    func age(_ survey: String) throws {
        let output = folder.appending(path: "Output/\(survey)")
        let receipts = output.appending(path: "archive/received.csv")
        let text = try String(contentsOf: receipts, encoding: .utf8)
        try Data(text.replacing(/,20[0-9]{2}-/, with: ",2016-").utf8).write(to: receipts)
        for name in try FileManager.default.contentsOfDirectory(atPath: output.path)
        where name.hasPrefix("canvass.sqlite") {
            try FileManager.default.removeItem(at: output.appending(path: name))
        }
        try CanvassProcess(["run", survey], in: folder)
    }
}
