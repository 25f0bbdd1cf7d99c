import Foundation
import Load

/// The names of files in containers, which are their senders' words.
enum ContainerNames {
    /// Bytes of a path in a container: no file system has longer ones, and names are handed to workers and written into reports.
    static let mostBytes = 4_096
    /// Bytes of a path with the names of the containers that it is in, and what stands between them.
    static let mostBytesWithContainers = (ContainerWalk.mostDepth + 2) * (mostBytes + 1)
    /// The endings by which a container is looked for; what it is, its content tells.
    static let endings: Set<String> = ["zip", "eml"]

    /// The ending of a name by which it may be a container's; nil for other names.
    static func containerEnding(of name: String) -> String? {
        let ending = URL(filePath: name).pathExtension.lowercased()
        return endings.contains(ending) ? ending : nil
    }

    static func isTooLong(_ name: String) -> Bool { name.utf8.count > mostBytes }

    /// Whether a path is one that a walk through a container gives. What a worker tells need not be.
    static func isPath(_ path: String) -> Bool {
        let steps = path.split(separator: "/", omittingEmptySubsequences: false)
        return !path.utf8.contains(0) && steps.allSatisfy { !["", ".", ".."].contains($0) }
    }

    /// What stands for the name of a file that has none.
    static let ofNone = "(no name)"

    /// Whether a name is none: empty, or of steps alone that lead nowhere.
    static func isNone(_ name: String) -> Bool { steps(name.replacing("\\", with: "/")).isEmpty }

    /// A name as a path below its archive, by the words of any system; nil where it leads out of the archive or is none.
    static func path(_ name: String) -> String? {
        let path = name.replacing("\\", with: "/")
        guard !path.hasPrefix("/"), !path.dropFirst().hasPrefix(":") else { return nil }
        let steps = steps(path)
        return steps.isEmpty || steps.contains("..") ? nil : steps.joined(separator: "/")
    }

    /// Programs write `./a.csv` and `d//a.csv` as well: such steps lead nowhere, and are left out.
    private static func steps(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }

    /// The members with a path for each: where several have one name, those behind the first get a number before the ending, and never one
    /// that makes another member's name.
    static func distinct(_ members: [ContainerMember]) -> [ContainerMember] {
        var taken = Set(members.map(\.name))
        var seen: Set<String> = []
        // Numbers are not tried twice for a name, so that thousands of one name take no longer than as many names.
        var last: [String: Int] = [:]
        return members.map { member in
            guard !seen.insert(member.name).inserted else { return member }
            var number = last[member.name, default: 1]
            var name: String
            repeat {
                number += 1
                name = numbered(member.name, number)
            } while !taken.insert(name).inserted
            last[member.name] = number
            return member.with(name: name)
        }
    }

    private static func numbered(_ path: String, _ number: Int) -> String {
        let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        guard let dot = path[start...].lastIndex(of: "."), dot > start else { return "\(path)-\(number)" }
        return "\(path[..<dot])-\(number)\(path[dot...])"
    }
}
