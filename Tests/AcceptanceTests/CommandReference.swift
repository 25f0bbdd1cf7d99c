import Foundation

/// The commands of `canvass` with their options, as the program itself tells them.
struct CommandReference: Decodable {
    /// An option, a flag or a place of the command line.
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String

            var spelling: String { kind == "long" ? "--\(name)" : "-\(name)" }
        }

        let kind: String
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let allValues: [String]?
    }

    let commandName: String
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [CommandReference]?

    /// The reference of the built program.
    static func ofProgram() throws -> CommandReference {
        struct Dump: Decodable { let command: CommandReference }
        let dump = try CanvassProcess(["--experimental-dump-help"]).output
        return try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
    }

    /// This command and those below it.
    var all: [CommandReference] { [self] + (subcommands ?? []).flatMap(\.all) }

    /// What is wrong with the words after a command's name; nil where the program would take them.
    ///
    /// - Parameter isWhole: whether it is a line to be typed; a name such as `canvass init` in a sentence may lack what it needs.
    func fault(in words: some Collection<String>, isWhole: Bool = true) -> String? {
        if let first = words.first, let subcommand = subcommands?.first(where: { $0.commandName == first }) {
            return subcommand.fault(in: words.dropFirst(), isWhole: isWhole)
        }
        if let first = words.first, subcommands?.isEmpty == false, !first.hasPrefix("-") {
            return "\(commandName) has no command \(first)"
        }
        var rest = words[...]
        var places = 0
        while let word = rest.popFirst() {
            guard word.hasPrefix("-"), word != "-" else {
                places += 1
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let argument = argument(of: parts[0]) else { return "\(commandName) has no option \(parts[0])" }
            if argument.kind == "flag" {
                if parts.count > 1 { return "\(parts[0]) takes no value" }
                continue
            }
            guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
                return isWhole ? "\(parts[0]) lacks its value" : nil
            }
            if let values = argument.allValues, !values.contains(value) { return "\(parts[0]) does not take \(value)" }
        }
        return fault(inPlaces: places, isWhole: isWhole)
    }

    private func argument(of spelling: String) -> Argument? {
        (arguments ?? []).first { $0.names?.contains { $0.spelling == spelling } == true }
    }

    private func fault(inPlaces count: Int, isWhole: Bool) -> String? {
        let places = (arguments ?? []).filter { $0.kind == "positional" }
        if isWhole, count < places.count(where: { !$0.isOptional }) { return "\(commandName) lacks an argument" }
        if count > places.count, !places.contains(where: \.isRepeating) {
            return "\(commandName) has \(count) arguments, and takes \(places.count)"
        }
        return nil
    }
}
