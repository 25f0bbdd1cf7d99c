import CodeLists
public import Foundation
import Report
import SurveyModel

#if os(Linux)
    import CLinux
#endif

/// The other side of a run: a process that reads and annotates returns, and goes through containers, which it is handed, and can do nothing else.
public enum ReturnWorker {
    /// Loads a survey, confines this process, and does what it is handed until there is no more. Does not return, but where it is not started by a run.
    ///
    /// - Parameters:
    ///   - folder: the survey's folder.
    ///   - parent: the process that has started it, and with which it ends.
    /// - Throws: ``PipelineError`` where descriptor 3 is no socket, as when people start it.
    public static func run(survey folder: URL, parent: Int32) throws {
        #if os(Linux)
            var status = stat()
            guard fstat(WorkerSpawn.socket, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
                throw PipelineError(.usage, "`canvass run` starts this command; by hand it does nothing.")
            }
            let socket = WorkerSocket(descriptor: WorkerSpawn.socket)
            guard Confinement.begin(parent: parent) else { _exit(0) }
            do {
                let survey = try SurveyLoader.loadForReading(folder)
                try CodeList.holdBundledFiles()
                try ReturnAnnotator.holdWords()
                serve(survey, socket)
            } catch {
                let words = Array("\(error)".utf8.prefix(Frame.mostBytes))
                _ = socket.send(Frame(kind: .refusal, payload: words))
            }
            // Without the C library's last rites, some of which a confined process may not do.
            _exit(0)
        #else
            throw PipelineError(.usage, "On this system returns are read in the run's own process.")
        #endif
    }

    #if os(Linux)
        private static func serve(_ survey: Survey, _ socket: WorkerSocket) {
            let clock = StepClock()
            let processor = ReturnProcessor(survey, clock: clock)
            UntilExit.keep(survey)
            UntilExit.keep(processor)
            let limits = WorkerLimits(survey.definition)
            let confinement = Confinement.complete(memoryBytes: limits.memoryBytes)
            let greeting = Array("\(survey.definitionHash)\n\(confinement.words)".utf8)
            guard socket.send(Frame(kind: .ready, payload: greeting)) else { return }
            while let (frame, file) = socket.receive() {
                guard file >= 0, socket.send(Frame(kind: .taken, payload: [])) else { return }
                switch frame.kind {
                case .task:
                    guard let task = WorkerTask(payload: frame.payload) else { return }
                    let bundle = processor.process(descriptor: file, name: task.name, sha256: task.sha256)
                    let bytes = BundleWriter.bytes(of: bundle)
                    let result = WorkerResult(
                        bundle: bytes, mayPass: bundle.mayPass, steps: clock.drain())
                    guard socket.send(Frame(kind: .result, payload: result.payload)) else { return }
                case .annotate:
                    guard let task = AnnotationTask(payload: frame.payload),
                        socket.send(
                            Frame(kind: .annotated, payload: annotate(task, file, survey, clock).payload))
                    else { return }
                case .container:
                    let name = String(decoding: frame.payload, as: UTF8.self)
                    guard (try? open(file, name, survey, socket)) != nil else { return }
                default: return
                }
            }
        }

        private static func annotate(
            _ task: AnnotationTask, _ file: Int32, _ survey: Survey, _ clock: StepClock
        ) -> AnnotationReply {
            let answer = clock.ofProcess(.publish) {
                AnnotationAnswer {
                    try ReturnAnnotator(again: survey).annotate(
                        descriptor: file, name: task.copy.name, questions: task.questions,
                        language: task.copy.language)
                }
            }
            return AnnotationReply(answer, seconds: clock.drain().reduce(0) { $0 + $1.seconds })
        }

        /// Goes through a container and sends what is in it.
        ///
        /// - Throws: ``ContainerSender/Gone`` where the run is gone.
        private static func open(_ file: Int32, _ name: String, _ survey: Survey, _ socket: WorkerSocket) throws {
            let sender = ContainerSender(socket)
            let isContainer = try ContainerWalk.go(
                through: file, name: name, ignoring: survey.definition.inbox.ignore,
                fileBytes: InboxLimits(survey).fileBytes, receiver: sender)
            try sender.opened(isContainer: isContainer)
        }
    #endif
}
