/// What came of the reading of a return.
enum ReturnOutcome: Sendable {
    /// It was read, or refused with a finding: the bytes of its bundle's file, as ``BundleWriter`` writes them.
    ///
    /// `mayPass`: the refusal lies in the machine and not in the file, so that it may be over next time.
    case bundle([UInt8], mayPass: Bool)
    /// The worker that read it did not come to its end.
    case failure(WorkerFailure)
}

/// Reads returns, several at once: in worker processes, or in this one.
///
/// The command line reads the returns of a run by workers (``WorkerPool``), since a trap, a hang or endless memory in a parser must
/// cost that return only. A program that uses Pipeline as a library has no executable to start, and reads in its own process
/// (``InProcessReader``), as do `canvass check` and `canvass doctor`, which read one file for somebody who waits for it: a crash
/// costs nothing else there, and to start a worker takes longer than reading most files.
protocol ReturnReader: Sendable {
    /// How many returns are read at once.
    var width: Int { get }

    /// Reads a return. Nothing is thrown on input; see ``ReturnOutcome``.
    ///
    /// - Throws: ``PipelineError`` where no return can be read at all.
    func read(_ content: ReceivedContent) async throws -> ReturnOutcome

    /// Lets go of what the reader holds: when this returns, no process of its is left.
    func end() async
}

extension ReturnReader {
    /// Reads by a reader, and ends it whatever comes of that.
    func ended<Result>(after body: (any ReturnReader) async throws -> Result) async throws -> Result {
        do {
            let result = try await body(self)
            await end()
            return result
        } catch {
            await end()
            throw error
        }
    }
}
