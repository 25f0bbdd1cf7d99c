import Foundation
import Load
import OrderedCollections
import SurveyModel

/// Contents that were received, each once, under the first of its paths.
struct Contents {
    let archive: Archive
    private var present: OrderedDictionary<String, ReceivedContent> = [:]

    init(archive: Archive) {
        self.archive = archive
    }

    /// All of them, those in the inbox first.
    var all: [ReceivedContent] { Array(present.values) }

    /// Adds a content that is in the inbox.
    mutating func add(_ sha256: String, fileExtension: String, file: String) {
        if present[sha256] == nil {
            let path = archive.path(of: sha256, fileExtension: fileExtension)
            present[sha256] = ReceivedContent(sha256: sha256, file: file, path: path, isAbsent: false)
        } else {
            present[sha256]?.copies.append(file)
        }
    }

    /// Adds what is in a container that is in the inbox.
    ///
    /// - Returns: what in it cannot be taken.
    mutating func add(_ members: [ContainerMember], of container: String) -> [ReadReturn] {
        var refused: [ReadReturn] = []
        for member in members {
            let path = member.name.isEmpty ? container : "\(container)/\(member.name)"
            if let failure = WorkerFailure(rule: member.rule, detail: member.reason) {
                refused.append(ReturnProcessor.refused(path, finding: failure.finding(name: path)))
            } else if member.sha256.isEmpty {
                refused.append(ReturnProcessor.refused(InboxRefusal(path: path, member)))
            } else {
                add(member.sha256, fileExtension: member.fileExtension, file: path)
            }
        }
        return refused
    }

    /// Notes a content of which there is a receipt: when it came, and that there is one at all where it has left the inbox.
    ///
    /// - Parameter inbox: what may be in a folder of it that could not be looked into has not left it.
    mutating func note(_ received: ReceivedReturn, in inbox: Inbox) {
        if present[received.sha256] != nil {
            present[received.sha256]?.firstSeen = received.firstSeen
            return
        }
        let path = archive.path(of: received.sha256, fileExtension: received.fileExtension)
        let isAbsent = !inbox.mayHold(received.file)
        present[received.sha256] = ReceivedContent(
            sha256: received.sha256, file: received.file, path: path, isAbsent: isAbsent,
            firstSeen: received.firstSeen, isLost: isAbsent && Archive.isLost(path))
    }
}
