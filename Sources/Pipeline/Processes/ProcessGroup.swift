import Foundation

/// A group of processes, seen from the process that has started its leader and has not waited for it yet.
///
/// A group has its leader's number, which belongs to nobody else for as long as the leader has not been waited for, be it at its end. After that it is
/// free once the last member has ended, and a signal could reach strangers: so the group is ended first, and then the leader is waited for.
struct ProcessGroup {
    /// What has become of the leader.
    enum LeaderState {
        case running
        /// It has ended, and is to be waited for.
        case ended
        /// It is no child of this process any more: its number may be another's.
        case gone
    }

    /// The leader, and the number of the group.
    let leader: pid_t

    /// What has become of the leader, which is not waited for by that (`WNOWAIT`).
    var leaderState: LeaderState {
        var information = siginfo_t()
        guard waitid(P_PID, id_t(leader), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
            return errno == EINTR ? .running : .gone
        }
        return information.si_signo == 0 ? .running : .ended
    }

    /// Whether processes besides the leader are in the group and go on; nil where the system does not tell, which is where it has no `/proc`.
    var hasOthers: Bool? {
        guard KernelFile.contents(of: "/proc/self/stat") != nil,
            let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc")
        else { return nil }
        return names.contains { name in
            guard let process = pid_t(name), process != leader else { return false }
            return isMember(process)
        }
    }

    private func isMember(_ process: pid_t) -> Bool {
        guard let text = KernelFile.contents(of: "/proc/\(process)/stat"), let name = text.lastIndex(of: ")") else {
            return false
        }
        // Behind the name, which may hold anything, stand state, parent and group (proc(5)). Z and X have ended.
        let fields = text[text.index(after: name)...].split(separator: " ")
        return fields.count > 2 && fields[0] != "Z" && fields[0] != "X" && pid_t(fields[2]) == leader
    }

    /// Sends a signal to all that are in the group.
    func signal(_ number: Int32) {
        kill(-leader, number)
    }

    /// Ends all that are left in the group, and waits for the leader, which has ended; what is left is not this process's to wait for.
    ///
    /// - Parameter isLeftAlone: whether what is left goes on.
    /// - Returns: how the leader ended, as wait(2) packs it.
    func end(isLeftAlone: Bool) -> Int32 {
        if !isLeftAlone { signal(SIGKILL) }
        var status: Int32 = 0
        while waitpid(leader, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
