#if os(Linux)
    import Foundation
    import Load
    import Testing

    @testable import Pipeline

    @Suite("What a worker tells of a container")
    struct ContainerTellingTests {
        /// A container of some bytes, of which is told.
        private final class Telling {
            let inbox: ScratchInbox
            let files: ContainerFiles
            let telling: ContainerTelling

            init(size: Int = 1_000) throws {
                inbox = try ScratchInbox()
                files = ContainerFiles(archive: inbox.archive, scratch: inbox.parent.appending(path: ".scratch/a"))
                let container = try inbox.put("a.zip", String(repeating: "x", count: size))
                let file = open(container.path, O_RDONLY)
                defer { close(file) }
                telling = ContainerTelling(files, of: file)
            }

            func tell(_ kind: Frame.Kind, _ payload: [UInt8] = []) throws -> ContainerTelling.Next {
                let next = try telling.take(Frame(kind: kind, payload: payload))
                if case .handOver(let file) = next { close(file) }
                return next
            }

            func tell(_ kind: Frame.Kind, _ text: String) throws { _ = try tell(kind, Array(text.utf8)) }

            /// What is told after each other; the last is nonsense, what comes before is not.
            func expectNonsense(_ all: [(Frame.Kind, String)]) throws {
                for (kind, text) in all.dropLast() { try tell(kind, text) }
                let last = try #require(all.last)
                #expect(throws: ContainerTelling.Nonsense.self) { try tell(last.0, last.1) }
            }
        }

        @Test(
            "a path that is longer than any of a container is told by none, of a file or of a refusal",
            arguments: [0, 1])
        func longPaths(_ over: Int) throws {
            let path = String(repeating: "a", count: ContainerNames.mostBytesWithContainers + over)
            for (kind, text): (Frame.Kind, String) in [(.begin, path), (.refuse, "file.corrupt\0\(path)\0Why.")] {
                let told = try Telling()
                if over == 0 {
                    try told.tell(kind, text)
                } else {
                    try told.expectNonsense([(kind, text)])
                }
            }
        }

        @Test("files are taken in the order in which they are told, those of a container in it at its place")
        func order() throws {
            let told = try Telling()
            for (kind, text): (Frame.Kind, String) in [
                (.begin, "a.csv"), (.piece, "a,"), (.piece, "b"), (.keep, ""),
                (.begin, "b.zip"), (.piece, "PK"), (.look, ""), (.taken, ""), (.begin, "b.zip/c.csv"), (.piece, "c"),
                (.keep, ""), (.drop, ""),
                (.begin, "d.zip"), (.piece, "d"), (.look, ""), (.taken, ""), (.keep, ""),
                (.begin, "e.csv"), (.piece, "e"), (.fail, "file.corrupt\0\0Its checksum is wrong."),
                (.refuse, "file.encrypted\0f.csv\0A password protects it."),
            ] { try told.tell(kind, text) }
            guard case .opened(isContainer: true) = try told.tell(.opened, [1]) else {
                Issue.record("not opened")
                return
            }
            let members = try told.files.archived()
            #expect(members.map(\.name) == ["a.csv", "b.zip/c.csv", "d.zip", "e.csv", "f.csv"])
            let hashes = ["a,b", "c", "d"].map { Digest.sha256(Data($0.utf8)) } + ["", ""]
            #expect(members.map(\.sha256) == hashes)
            #expect(members.map(\.rule) == ["", "", "", "file.corrupt", "file.encrypted"])
        }

        @Test(
            "what no walk tells, or not then, is nonsense",
            arguments: [
                [(.piece, "a")], [(.keep, "")], [(.drop, "")], [(.look, "")], [(.fail, "file.corrupt\0\0")],
                [(.begin, "a.csv"), (.begin, "b.csv")], [(.begin, "a.csv"), (.drop, "")],
                [(.begin, "a.csv"), (.refuse, "file.corrupt\0b\0")], [(.taken, "")],
                [(.begin, "../a.csv")], [(.begin, "/a.csv")], [(.begin, "a//b")], [(.begin, "")], [(.begin, "./a")],
                [(.begin, "a\0b")], [(.refuse, "file.unknown\0a\0b")], [(.refuse, "file.corrupt")],
                [(.begin, "a.zip"), (.look, ""), (.begin, "a.zip/b")],
                [(.begin, "a.csv"), (.opened, "\u{1}")], [(.opened, "\u{2}")], [(.opened, "")],
                [(.begin, "a.csv"), (.keep, ""), (.opened, "\0")],
                [(.begin, "a.zip"), (.look, ""), (.taken, ""), (.opened, "\u{1}")],
                [(.result, "")], [(.ready, "")], [(.nested, "")], [(.container, "")], [(.task, "")],
                [
                    (.begin, "a.zip"), (.look, ""), (.taken, ""), (.begin, "b.zip"), (.look, ""), (.taken, ""),
                    (.begin, "c.zip"), (.look, ""),
                ],
            ] as [[(Frame.Kind, String)]])
        func nonsense(told: [(Frame.Kind, String)]) throws { try Telling().expectNonsense(told) }

        @Test("the run has the limits of a container too: a worker that passes over them tells nonsense")
        func limits() throws {
            let bytes = try Telling(size: 10)
            try bytes.tell(.begin, "a.csv")
            let piece = [UInt8](repeating: 0, count: Frame.pieceBytes)
            // What is 16 MiB and 200 times its size.
            for _ in 0..<64 { _ = try bytes.tell(.piece, piece) }
            _ = try bytes.tell(.piece, [UInt8](repeating: 0, count: 2_000))
            #expect(throws: ContainerTelling.Nonsense.self) { try bytes.tell(.piece, [0]) }
            let refusals = try Telling()
            for _ in 0..<20_001 { try refusals.tell(.refuse, "file.corrupt\0a\0") }
            #expect(throws: ContainerTelling.Nonsense.self) { try refusals.tell(.refuse, "file.corrupt\0a\0") }
        }

        @Test("files that begin are counted as a container's files are")
        func count() throws {
            let told = try Telling()
            for _ in 0..<10_000 {
                try told.tell(.begin, "a")
                try told.tell(.fail, "file.corrupt\0\0")
            }
            #expect(throws: ContainerTelling.Nonsense.self) { try told.tell(.begin, "a") }
        }

        @Test(
            "a failure is kept in the ledger and found there as it was",
            arguments: [
                .crash(.exit(3)), .crash(.signal(11)), .crash(.nonsense), .crash(.endless), .timeout(seconds: 300),
                .still(seconds: 60), .memory(bytes: 1 << 30),
            ] as [WorkerFailure])
        func ledger(failure: WorkerFailure) {
            #expect(WorkerFailure(rule: failure.rule, detail: failure.detail) == failure)
            #expect(WorkerFailure(rule: "file.corrupt", detail: failure.detail) == nil)
        }
    }
#endif
