#if os(Linux)
    import CLinux
    import Foundation

    /// A filter of system calls (seccomp(2)): a list of what may be called, and all else fails.
    ///
    /// What fails does so with an error and does not end the process: the C library and Swift's runtime try calls that they can do without, and a
    /// newer one tries newer calls. Calls that are newer than this list look as if the kernel did not have them, for which libraries
    /// are prepared; older ones are not permitted.
    struct SystemCallFilter {
        /// A condition on one argument: its low 32 bits under a mask have a value.
        struct Argument {
            let index: Int
            let mask: UInt32
            let value: UInt32

            init(_ index: Int, mask: UInt32 = .max, is value: UInt32) {
                self.index = index
                self.mask = mask
                self.value = value
            }
        }

        private enum Rule {
            case allow(Int, [Argument])
            case pretendAbsent(Int)
        }

        /// clone3(2) has this number, from which on all architectures count alike.
        private static let firstCommonNumber: UInt32 = 424

        private var rules: [Rule] = []

        /// Installs the filter in all threads of this process; it cannot be taken away again, and `no_new_privs` must be set before.
        ///
        /// - Returns: Whether it is in force. It is not where the kernel has no filters, or for processors whose numbers are not known here.
        func install() -> Bool {
            guard let program else { return false }
            return program.withUnsafeBufferPointer { canvass_seccomp($0.baseAddress, UInt16($0.count)) } == 0
        }

        private mutating func allow(_ calls: Int32..., where arguments: Argument...) {
            for call in calls { rules.append(.allow(Int(call), arguments)) }
        }

        // MARK: - The list

        /// What a worker needs: its own memory, threads and time, files that are open already, and the socket to its parent.
        static var workers: SystemCallFilter {
            var filter = SystemCallFilter()
            // What is open.
            filter.allow(SYS_read, SYS_pread64, SYS_readv, SYS_lseek, SYS_fstat, SYS_close, SYS_fadvise64)
            filter.allow(SYS_write, SYS_writev, SYS_recvmsg, SYS_sendmsg, SYS_recvfrom, SYS_ppoll)
            // Not newfstatat, of which some C libraries make fstat: its flag AT_EMPTY_PATH lets a path be empty and does not demand it, and Landlock has
            // no right for looking at a file. Ours ask by SYS_fstat (`canvass_status`), and no library can open what it would ask about.
            // F_GETFD, F_SETFD, F_GETFL.
            for command in [1, 2, 3] as [UInt32] { filter.allow(SYS_fcntl, where: Argument(1, is: command)) }
            // Memory, but none that can be executed (PROT_EXEC is 4).
            filter.allow(SYS_mmap, SYS_mprotect, where: Argument(2, mask: 4, is: 0))
            filter.allow(SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk)
            filter.allowThreads()
            filter.allowTimeAndSignals()
            // The event loop of Dispatch.
            filter.allow(
                SYS_epoll_create1, SYS_epoll_ctl, SYS_epoll_pwait, SYS_eventfd2, SYS_timerfd_create, SYS_timerfd_settime
            )
            #if arch(x86_64)
                // Older forms, which other architectures never had.
                filter.allow(SYS_poll, SYS_epoll_wait, SYS_time, SYS_getrlimit)
            #endif
            return filter
        }

        private mutating func allowThreads() {
            // A thread (CLONE_THREAD), not a process. clone3 has its flags in memory, where no filter sees them; libraries then use clone.
            allow(SYS_clone, where: Argument(0, mask: 0x10000, is: 0x10000))
            rules.append(.pretendAbsent(Int(SYS_clone3)))
            allow(
                SYS_futex, SYS_set_robust_list, SYS_set_tid_address, SYS_rseq, SYS_membarrier, SYS_exit, SYS_exit_group)
            allow(SYS_sched_yield, SYS_sched_getaffinity, SYS_sched_getparam, SYS_sched_getscheduler, SYS_getcpu)
            allow(SYS_getpid, SYS_getppid, SYS_gettid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid)
            // PR_SET_NAME, and PR_SET_VMA, which names memory.
            for option in [15, 0x5356_4D41] as [UInt32] { allow(SYS_prctl, where: Argument(0, is: option)) }
            // Limits are read, not set: the new one is a null pointer, of which both halves are zero. See ``program``.
            allow(SYS_prlimit64, where: Argument(2, is: 0))
        }

        private mutating func allowTimeAndSignals() {
            allow(SYS_clock_gettime, SYS_clock_getres, SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday)
            allow(SYS_getrusage, SYS_sysinfo, SYS_uname, SYS_getrandom, SYS_restart_syscall)
            allow(SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack)
            // Signals to this process alone: abort() sends one.
            allow(SYS_tgkill, where: Argument(0, is: UInt32(bitPattern: getpid())))
        }

        // MARK: - The program

        /// The processor and the convention of its calls: AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64 of linux/audit.h.
        private static var machine: UInt32? {
            #if arch(x86_64)
                0xC000_003E
            #elseif arch(arm64)
                0xC000_00B7
            #else
                nil
            #endif
        }

        /// The filter as a program of the kernel's packet-filter machine.
        private var program: [sock_filter]? {
            guard let machine = Self.machine else { return nil }
            var program = [
                Self.load(offset: 4), Self.jump(ifEqual: machine, then: 1, else: 0), Self.end(.kill),
                Self.load(offset: 0),
            ]
            #if arch(x86_64)
                // Numbers of the x32 interface have this bit.
                program += [Self.jump(ifAtLeast: 0x4000_0000, then: 0, else: 1), Self.end(.error(EPERM))]
            #endif
            for rule in rules {
                switch rule {
                case .allow(let call, let arguments): program += Self.block(call, arguments)
                case .pretendAbsent(let call):
                    program += [Self.jump(ifEqual: UInt32(call), then: 0, else: 1), Self.end(.error(ENOSYS))]
                }
            }
            program += [Self.jump(ifAtLeast: Self.firstCommonNumber, then: 0, else: 1), Self.end(.error(ENOSYS))]
            program.append(Self.end(.error(EPERM)))
            return program
        }

        /// Allows a call if all its conditions hold; else loads the call's number again, for the next block.
        private static func block(_ call: Int, _ arguments: [Argument]) -> [sock_filter] {
            guard !arguments.isEmpty else {
                return [jump(ifEqual: UInt32(call), then: 0, else: 1), end(.allow)]
            }
            // Load, mask and compare for each; the high half of a whole argument must be zero as well.
            var tests: [(offset: UInt32, mask: UInt32, value: UInt32)] = []
            for argument in arguments {
                let offset = UInt32(16 + 8 * argument.index)
                tests.append((offset, argument.mask, argument.value))
                if argument.mask == .max { tests.append((offset + 4, .max, 0)) }
            }
            var block = [jump(ifEqual: UInt32(call), then: 0, else: UInt8(3 * tests.count + 1))]
            for (index, test) in tests.enumerated() {
                let rest = UInt8(3 * (tests.count - index - 1))
                block.append(load(offset: test.offset))
                block.append(sock_filter(code: UInt16(BPF_ALU | BPF_AND | BPF_K), jt: 0, jf: 0, k: test.mask))
                // Past the remaining tests and the end, to where the number is loaded again.
                block.append(jump(ifEqual: test.value, then: 0, else: rest + 1))
            }
            return block + [end(.allow), load(offset: 0)]
        }

        private enum Verdict {
            case allow, kill
            case error(Int32)

            var value: UInt32 {
                switch self {
                case .allow: UInt32(SECCOMP_RET_ALLOW)
                case .kill: UInt32(SECCOMP_RET_KILL_PROCESS)
                case .error(let number): UInt32(SECCOMP_RET_ERRNO) | UInt32(number)
                }
            }
        }

        private static func load(offset: UInt32) -> sock_filter {
            sock_filter(code: UInt16(BPF_LD | BPF_W | BPF_ABS), jt: 0, jf: 0, k: offset)
        }

        private static func jump(ifEqual value: UInt32, then: UInt8, else other: UInt8) -> sock_filter {
            sock_filter(code: UInt16(BPF_JMP | BPF_JEQ | BPF_K), jt: then, jf: other, k: value)
        }

        private static func jump(ifAtLeast value: UInt32, then: UInt8, else other: UInt8) -> sock_filter {
            sock_filter(code: UInt16(BPF_JMP | BPF_JGE | BPF_K), jt: then, jf: other, k: value)
        }

        private static func end(_ verdict: Verdict) -> sock_filter {
            sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: verdict.value)
        }
    }
#endif
