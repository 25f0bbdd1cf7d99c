import Foundation
import Testing

@testable import Pipeline

@Suite("Units that systemd refuses, and what they wait for")
struct RefusedUnitsTests {
    @Test(
        "where systemd refuses to enable the job, its units are written, that is told, and installing ends with 74",
        arguments: [
            ("enable", "Failed to enable unit: Unit file is masked.", 1),
            ("daemon-reload", "Failed to connect to bus: Connection refused", 1), ("enable", "took too long", -1),
        ] as [(String, String, Int32)])
    func refused(word: String, reason: String, status: Int32) throws {
        let units = try ScratchUnits()
        let folder = units.folder(tool: .refusing(word, because: "\(reason)\n", status: status))
        let (done, refusal) = try folder.install(units.job())
        #expect(folder.text(of: "canvass.service") != nil && folder.text(of: "canvass.timer") != nil)
        #expect(done.contains { $0.hasPrefix("could not do systemctl \(word)") && $0.contains("(\(reason))") })
        #expect(refusal?.code.rawValue == 74)
        let told = try #require(refusal).description
        for words in ["systemctl \(word)", reason, "systemctl status canvass.timer", "install again"] {
            #expect(told.contains(words), "\(words) in \(told)")
        }
    }

    @Test("a watch that systemd does not start anew is told too, and a user's own units are looked at as the user's")
    func watch() throws {
        let units = try ScratchUnits()
        let tool = SystemTool.refusing("restart", because: "Job for canvass.service failed")
        let (_, refusal) = try units.folder(isUser: true, tool: tool).install(units.job(isWatch: true, isUser: true))
        #expect(refusal?.description.contains("`systemctl --user restart canvass.service`") == true)
        #expect(refusal?.description.contains("`systemctl --user status canvass.service`") == true)
    }

    @Test("where no systemd runs, such as in a container, or there is no systemctl, nothing is refused")
    func noSystemd() throws {
        let units = try ScratchUnits()
        let tool = SystemTool.refusing("enable", because: "System has not been booted with systemd")
        let container = try units.folder(hasSystemd: false, tool: tool).install(units.job())
        #expect(container.refusal?.description == nil)
        #expect(container.done.contains { $0.hasPrefix("could not do systemctl enable") })
        let bare = try units.folder(isUser: true, tool: SystemTool { _, _ in nil }).install(units.job(isUser: true))
        #expect(bare.refusal?.description == nil)
        #expect(bare.done.contains { $0.hasPrefix("there is no systemctl here") })
        #expect(try units.folder().install(units.job()).refusal?.description == nil)
    }

    @Test("the service waits for network folders, and requires the disks of what it writes alone")
    func mounts() throws {
        let project = try InboxProject(["{path: ../inbox, settle: 0}": "{path: /mnt/share/inbox}"])
        func text(_ scope: ScheduledJob.Scope) throws -> String {
            let job = try ScheduledJob(
                of: [try project.load()], isAll: false, output: { _ in URL(filePath: "/out/survey") }, givenOutput: nil,
                inbox: nil, options: [], program: URL(filePath: "/bin/canvass"), alsoWrite: [], name: "canvass",
                trigger: .watch, scope: scope, memory: "2G", allowsNetwork: false, onFailure: nil)
            return try #require(SystemdUnits(job).files.first).text
        }
        let system = try text(.system(account: "canvass"))
        let mounts = try #require(system.split(separator: "\n").first { $0.hasPrefix("RequiresMountsFor=") })
        #expect(mounts.contains("/out/survey") && !mounts.contains("/mnt/share"))
        #expect(system.contains("\nAfter=remote-fs.target\n"))
        #expect(try !text(.user).contains("remote-fs.target"))
    }
}
