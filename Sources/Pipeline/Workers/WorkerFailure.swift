import SurveyModel

/// Why a worker did not come to the end of a return.
enum WorkerFailure: Error, Hashable {
    /// The process ended by itself: by a signal, or with an exit status. `cause` names it.
    case crash(cause: String)
    /// It took longer than the limit.
    case timeout(seconds: Int)
    /// It took more memory than the limit.
    case memory(bytes: Int)

    /// The rule of the finding.
    var rule: String {
        switch self {
        case .crash: "file.crashed"
        case .timeout: "file.timeout"
        case .memory: "file.memory"
        }
    }

    /// The finding that a return of this name gets.
    func finding(name: String) -> Finding {
        Finding(
            rule: rule, severity: .error, message: message(name), value: name,
            expected: "a file that can be read", suggestion: advice)
    }

    private func message(_ name: String) -> LocalizedText {
        switch self {
        case .crash(let cause):
            LocalizedText([
                "en": "\(name): the process that read the file ended before its end (\(cause)).",
                "fr": "\(name) : le processus qui lisait le fichier s'est arrêté avant la fin (\(cause)).",
                "es": "\(name): el proceso que leía el archivo se detuvo antes de terminar (\(cause)).",
            ])
        case .timeout(let seconds):
            LocalizedText([
                "en": "\(name): the file was not read in the time that a return may take (\(seconds) s).",
                "fr": "\(name) : le fichier n'a pas été lu dans le temps accordé à une réponse (\(seconds) s).",
                "es": "\(name): el archivo no se leyó en el tiempo que puede tomar una respuesta (\(seconds) s).",
            ])
        case .memory(let bytes):
            LocalizedText([
                "en": "\(name): reading the file took more memory than a return may take (\(bytes) bytes).",
                "fr":
                    "\(name) : la lecture du fichier a demandé plus de mémoire qu'une réponse n'en a droit (\(bytes) octets).",
                "es":
                    "\(name): la lectura del archivo requirió más memoria de la que puede tomar una respuesta (\(bytes) bytes).",
            ])
        }
    }

    private var advice: String {
        switch self {
        case .crash:
            "Open the file in a spreadsheet program, check it, and save it under a new name. A file that does this is a fault of Canvass as well: report it."
        case .timeout(let seconds):
            "Look at the file. If you trust it, raise the limit in the survey's pipeline.yaml: `limits: {secondsPerReturn: \(2 * seconds)}`."
        case .memory(let bytes):
            "Look at the file. If you trust it, raise the limit in the survey's pipeline.yaml: `limits: {memoryBytes: \(2 * bytes)}`."
        }
    }
}
