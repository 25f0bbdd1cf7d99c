import ArgumentParser

extension RunCommand {
    /// Makes sure that options which another command hands to `canvass run` are some that it has, and that do there what they are given for: a slip would be
    /// found at night.
    ///
    /// - Parameters:
    ///   - options: the options of each run.
    ///   - own: options that the other command has been given itself and hands on, before the others.
    ///   - surveys: how the runs' surveys are named.
    ///   - isWatchOfSeveral: whether each run is of one survey of several.
    /// - Returns: `canvass run` with all these options.
    /// - Throws: `ValidationError` with what it says of them.
    static func check(
        _ options: [String], after own: [String] = [], surveys: [String], isWatchOfSeveral: Bool = false
    ) throws -> RunCommand {
        let command: RunCommand
        do {
            command = try parse(surveys + own + options)
            // A word without dashes would be taken for a survey.
            let named = command.all ? ["--all"] : command.surveys
            guard named == surveys else {
                throw ValidationError("An option begins with two dashes, as in --run-option=--fail-on=error.")
            }
        } catch {
            throw ValidationError(
                "`canvass run` does not take \((own + options).joined(separator: " ")): \(message(for: error))")
        }
        for (name, value) in [("--output", command.common.output), ("--inbox", command.common.inbox)]
        where value != nil {
            // The other command has to know it as well: what may be written, what is watched.
            throw ValidationError("Say \(name) itself, not by --run-option.")
        }
        if isWatchOfSeveral, command.metrics != nil {
            throw ValidationError(
                "Each run of a watch is of one survey, and would put its figures in the place of another's in the file of --metrics: name a file in each definition (metrics: FILE), or watch one survey."
            )
        }
        if isWatchOfSeveral, command.round != nil {
            throw ValidationError("--round is for one survey; each has its own rounds.")
        }
        return command
    }
}
