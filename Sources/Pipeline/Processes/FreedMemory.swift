#if os(Linux)
    import CLinux
#endif

/// Memory that a step of a run has let go of, and that the C library keeps.
enum FreedMemory {
    /// Gives it back to the system: each step needs other memory, in other places, so that else the steps' needs add up. Nothing is done
    /// in a process that has stayed small.
    static func giveBack() {
        #if os(Linux)
            canvass_give_back_memory()
        #endif
    }
}
