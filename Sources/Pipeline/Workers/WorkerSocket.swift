#if os(Linux)
    import CLinux
    import Foundation

    /// One end of the socket pair between a run and a worker.
    struct WorkerSocket {
        let descriptor: Int32
        private static let mostSecondsToSend = 10

        /// A connected pair, the run's end first. No program that is started inherits either end.
        static func pair() throws -> (WorkerSocket, WorkerSocket) {
            var ends: [Int32] = [-1, -1]
            guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
                throw PipelineError(
                    .internal, "No connection to a worker can be made: \(String(cString: strerror(errno))).")
            }
            // A worker waits for what the run sends. The run does not wait for one that has stopped reading.
            var most = timeval(tv_sec: Self.mostSecondsToSend, tv_usec: 0)
            setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &most, socklen_t(MemoryLayout<timeval>.size))
            return (WorkerSocket(descriptor: ends[0]), WorkerSocket(descriptor: ends[1]))
        }

        /// Sends a frame, and with it a descriptor. False where the other end is gone, or the payload too long.
        func send(_ frame: Frame, descriptor file: Int32 = -1) -> Bool {
            guard let bytes = frame.bytes else { return false }
            return bytes.withUnsafeBytes { bytes in
                var sent = 0
                while sent < bytes.count {
                    // In bounds: `sent` is less than the count, and no more than the rest is sent.
                    let start = bytes.baseAddress?.advanced(by: sent)
                    // The descriptor goes with the first byte, once.
                    let count = canvass_send(descriptor, start, bytes.count - sent, sent == 0 ? file : -1)
                    if count > 0 {
                        sent += count
                    } else if errno != EINTR {
                        return false
                    }
                }
                return true
            }
        }

        /// Waits for a frame and the descriptor that came with it (-1 where none did); nil where the other end is gone.
        func receive() -> (frame: Frame, file: Int32)? {
            var file: Int32 = -1
            guard let header = receive(Frame.headerBytes, &file),
                let (kind, count) = Frame.header(header, most: Frame.mostBytes),
                let payload = receive(count, &file)
            else {
                if file >= 0 { close(file) }
                return nil
            }
            return (Frame(kind: kind, payload: payload), file)
        }

        private func receive(_ count: Int, _ file: inout Int32) -> [UInt8]? {
            var bytes = [UInt8](repeating: 0, count: count)
            var done = 0
            while done < count {
                var received: Int32 = -1
                let got = bytes.withUnsafeMutableBytes { bytes in
                    // In bounds: `done` is less than the count, and no more than the rest is asked for.
                    canvass_receive(descriptor, bytes.baseAddress?.advanced(by: done), count - done, &received)
                }
                if received >= 0 {
                    if file >= 0 { close(file) }
                    file = received
                }
                if got > 0 {
                    done += got
                } else if got == 0 || errno != EINTR {
                    return nil
                }
            }
            return bytes
        }
    }
#endif
