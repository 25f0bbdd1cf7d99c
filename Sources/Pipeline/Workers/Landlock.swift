#if os(Linux)
    import CLinux
    import Foundation

    /// Landlock (landlock(7)): what is open can be read and written, and no other file be reached at all.
    enum Landlock {
        /// The version in the running kernel; nil where it has none, or where it was not switched on at boot.
        static var version: Int? {
            let version = canvass_landlock_version()
            return version > 0 ? Int(version) : nil
        }

        /// Denies everything that this kernel's version knows to this thread and those that it will start.
        ///
        /// - Returns: The version; nil where nothing was denied. `no_new_privs` must be set before.
        static func denyAll() -> Int? {
            guard let version else { return nil }
            // The rights of version 1 are bits 0 to 12; 2 added renaming between folders, 3 truncation, 5 device controls; 4 knows TCP's
            // bind and connect; 6 signals and abstract sockets. A bit that a version does not know is an error.
            let fileBits = [1: 13, 2: 14, 3: 15, 4: 15][version] ?? 16
            var ruleset = canvass_landlock_ruleset(
                handled_access_fs: (1 << UInt64(fileBits)) - 1, handled_access_net: version >= 4 ? 3 : 0,
                scoped: version >= 6 ? 3 : 0)
            // Older versions know a shorter structure, and take a longer one whose further fields are zero.
            let descriptor = Int32(
                truncatingIfNeeded: canvass_landlock_create(
                    &ruleset, MemoryLayout<canvass_landlock_ruleset>.size))
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            // No rule is added: what is handled and not allowed is denied.
            return canvass_landlock_restrict(descriptor) == 0 ? version : nil
        }
    }
#endif
