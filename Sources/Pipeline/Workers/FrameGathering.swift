#if os(Linux)
    import Foundation

    /// Gathers the frames of a worker as their bytes arrive, without waiting: a worker may stop in the middle of one.
    struct FrameGathering {
        /// What has arrived.
        enum Arrival {
            case frame(Frame)
            /// Nothing more for now.
            case nothing
            /// The other end is gone.
            case end
            /// What arrived is no frame, or one that is too long.
            case nonsense
        }

        /// The most bytes of a result, or of an annotated copy.
        private let most: Int
        private var kind: Frame.Kind?
        private var bytes: [UInt8] = []
        private var wanted = Frame.headerBytes
        private var piece = [UInt8](repeating: 0, count: 1 << 16)

        init(mostBytes: Int) {
            most = mostBytes
        }

        /// Takes what has arrived, up to the end of a frame.
        mutating func receive(from socket: WorkerSocket) -> Arrival {
            while true {
                if bytes.count == wanted {
                    guard let kind else {
                        guard let (kind, count) = Frame.header(bytes, most: most) else { return .nonsense }
                        self.kind = kind
                        wanted = count
                        // The room grows with what arrives: a length is only a claim.
                        bytes = []
                        continue
                    }
                    defer {
                        self.kind = nil
                        wanted = Frame.headerBytes
                        bytes = []
                    }
                    return .frame(Frame(kind: kind, payload: bytes))
                }
                // In bounds: no more is asked for than the piece has room for.
                let got = recv(
                    socket.descriptor, &piece, min(piece.count, wanted - bytes.count), Int32(MSG_DONTWAIT))
                if got > 0 {
                    bytes += piece[..<got]
                } else if got == 0 {
                    return .end
                } else if errno == EAGAIN {
                    return .nothing
                } else if errno != EINTR {
                    return .end
                }
            }
        }
    }
#endif
