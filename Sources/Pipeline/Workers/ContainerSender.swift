#if os(Linux)
    import Foundation

    /// The worker's side of ``ContainerTelling``: sends the run what is found in a container.
    final class ContainerSender: ContainerReceiver {
        /// The run is gone.
        struct Gone: Error {}

        private let socket: WorkerSocket

        init(_ socket: WorkerSocket) {
            self.socket = socket
        }

        func begin(_ path: String) throws { try send(.begin, Array(path.utf8)) }

        func add(_ piece: UnsafeRawBufferPointer) throws {
            var rest = piece[...]
            while !rest.isEmpty {
                try send(.piece, Array(rest.prefix(Frame.pieceBytes)))
                rest = rest.dropFirst(Frame.pieceBytes)
            }
        }

        func fail(_ refusal: ContainerRefusal) throws { try send(.fail, refusal.payload("")) }

        func reopen() throws -> Int32 {
            try send(.look)
            guard let (frame, file) = socket.receive(), file >= 0 else { throw Gone() }
            guard frame.kind == .nested else {
                close(file)
                throw Gone()
            }
            try send(.taken)
            return file
        }

        func keep() throws { try send(.keep) }

        func drop() throws { try send(.drop) }

        func refuse(_ path: String, _ refusal: ContainerRefusal) throws { try send(.refuse, refusal.payload(path)) }

        /// The container's end.
        func opened(isContainer: Bool) throws { try send(.opened, [isContainer ? 1 : 0]) }

        private func send(_ kind: Frame.Kind, _ payload: [UInt8] = []) throws {
            guard socket.send(Frame(kind: kind, payload: payload)) else { throw Gone() }
        }
    }
#endif
