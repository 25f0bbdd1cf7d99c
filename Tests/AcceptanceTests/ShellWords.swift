/// The commands of shell lines as they stand in documentation: enough of the shell's grammar (POSIX.1-2017, XCU 2.2 and 2.3) for these.
struct ShellWords {
    /// Each command's words: what pipes, lists and redirections part.
    private(set) var commands: [[String]] = []
    private var command: [String] = []
    private var word: String?

    /// - Parameter text: lines; one that ends with a backslash goes on in the next.
    init(_ text: String) {
        let text = text.replacing("\\\n", with: " ")
        var quote: Character?
        var isComment = false
        var previous: Character = "\n"
        for character in text {
            defer { previous = character }
            if character == "\n" { isComment = false }
            if isComment { continue }
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
                continue
            }
            switch character {
            case "'", "\"":
                quote = character
                word = word ?? ""
            case "#" where word == nil && (previous == " " || previous == "\n"): isComment = true
            case " ", "\t": endWord()
            case "\n", "|", ";", "&", ">", "<": endCommand()
            default: word = (word ?? "") + String(character)
            }
        }
        endCommand()
    }

    private mutating func endWord() {
        if let word { command.append(word) }
        word = nil
    }

    private mutating func endCommand() {
        endWord()
        if !command.isEmpty { commands.append(command) }
        command = []
    }

    /// The words after `canvass`, of the commands that start it: also by its path, and by `sudo` or `runuser` as another account.
    var callsOfCanvass: [[String]] {
        commands.compactMap { words in
            var rest = words[...]
            if rest.first == "sudo" || rest.first == "runuser" {
                rest = rest.dropFirst()
                if rest.first == "-u" { rest = rest.dropFirst(2) }
                if rest.first == "--" { rest = rest.dropFirst() }
            }
            guard let program = rest.first, program == "canvass" || program.hasSuffix("/canvass") else { return nil }
            return Array(rest.dropFirst())
        }
    }
}
