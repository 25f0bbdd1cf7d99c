#if os(Linux)
    import CLinux
    import Foundation

    /// Something that a worker must not be able to do. Each leaves nothing behind where it succeeds.
    struct ConfinementAttempt {
        /// What it is, in a few words.
        let words: String
        /// Whether Landlock alone refuses it, in any version.
        let isLandlocks: Bool
        /// Tries, and gives the error's number: 0 where it was done. An attempt that is refused for another reason when it is
        /// permitted, such as for a file that is not there, tells the two apart by the number.
        let error: () -> Int32

        private init(_ words: String, byLandlock isLandlocks: Bool = false, _ body: @escaping () -> Int) {
            self.words = words
            self.isLandlocks = isLandlocks
            error = { body() < 0 ? errno : 0 }
        }

        /// All attempts.
        static var all: [ConfinementAttempt] { files + network + processes }

        private static var draft: String { "/tmp/canvass-self-test-\(getpid())" }

        private static var files: [ConfinementAttempt] {
            [
                ConfinementAttempt("open a file for reading", byLandlock: true) {
                    closed(open("/proc/self/exe", O_RDONLY | O_CLOEXEC))
                },
                ConfinementAttempt("list a folder", byLandlock: true) {
                    closed(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
                },
                ConfinementAttempt("make a file and open it for writing", byLandlock: true) {
                    let made = closed(open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600))
                    if made >= 0 { unlink(draft) }
                    return made
                },
                ConfinementAttempt("make a folder", byLandlock: true) {
                    let made = Int(mkdir(draft, 0o700))
                    if made >= 0 { rmdir(draft) }
                    return made
                },
                // Where removing is permitted, the file is not there: ENOENT.
                ConfinementAttempt("remove a file") { Int(unlink(draft + "-not-there")) },
                ConfinementAttempt("rename a file") { Int(rename(draft + "-not-there", draft)) },
                ConfinementAttempt("look at a file's size and times") {
                    var status = stat()
                    return Int(stat("/", &status))
                },
                // AT_EMPTY_PATH: as some C libraries ask about what is open. A path that is not empty counts nevertheless.
                ConfinementAttempt("look at a file by a call meant for what is open") {
                    var status = stat()
                    let emptyPath = 0x1000
                    // In bounds: the system reads a text that ends with NUL, and writes one structure.
                    return "/".withCString { path in
                        withUnsafeMutablePointer(to: &status) { status in
                            canvass_call(
                                Int(SYS_newfstatat), Int(AT_FDCWD), Int(bitPattern: path), Int(bitPattern: status),
                                emptyPath)
                        }
                    }
                },
            ]
        }

        private static var network: [ConfinementAttempt] {
            [
                ConfinementAttempt("make an internet socket") { closed(socket(of: AF_INET)) },
                ConfinementAttempt("make a local socket") { closed(socket(of: AF_UNIX)) },
            ]
        }

        private static var processes: [ConfinementAttempt] {
            [
                // Where it is permitted, the program is not there: ENOENT.
                ConfinementAttempt("start a program") {
                    var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
                    return Int(execve("/not-there", &arguments, nil))
                },
                ConfinementAttempt("make a process") { Int(canvass_make_process()) },
                // PTRACE_ATTACH to a process that is not there: ESRCH.
                ConfinementAttempt("trace a process") { canvass_call(Int(SYS_ptrace), 16, Int(pid_t.max), 0, 0) },
                ConfinementAttempt("signal another process") { Int(kill(getppid(), 0)) },
                // The null pointer would do nothing but where it is permitted: EFAULT there.
                ConfinementAttempt("raise a limit") {
                    canvass_call(Int(SYS_prlimit64), 0, Int(canvass_limit_core), 1, 0)
                },
                ConfinementAttempt("make memory that can be executed") {
                    let page = mmap(nil, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                    guard page != MAP_FAILED else { return -1 }
                    munmap(page, 4096)
                    return 0
                },
            ]
        }

        /// By the number of the call: no module of ours asks the C library for a socket, which `Scripts/check-network` checks.
        private static func socket(of family: Int32) -> Int32 {
            Int32(truncatingIfNeeded: canvass_call(Int(SYS_socket), Int(family), Int(SOCK_STREAM.rawValue), 0, 0))
        }

        private static func closed(_ descriptor: Int32) -> Int {
            if descriptor >= 0 { close(descriptor) }
            return Int(descriptor)
        }
    }
#endif
