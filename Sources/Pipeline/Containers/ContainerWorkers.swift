import Logging

/// By what the containers of a run are gone through.
struct ContainerWorkers {
    /// The program of the workers.
    let program: WorkerProgram
    /// The survey that they load: what is passed over, and the limits.
    let survey: Survey
    /// Is told of workers that were lost.
    let logger: Logger
}
