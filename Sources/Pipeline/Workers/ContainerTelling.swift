#if os(Linux)
    import CLinux
    import Foundation
    import Spreadsheets

    /// What a worker tells of a container, as it is taken: it may have been taken over by what it reads, so that nothing is believed but what a walk can
    /// tell, and no limit is left to it.
    final class ContainerTelling {
        /// The worker said what none says.
        struct Nonsense: Error {}

        /// What is to be done after a frame.
        enum Next {
            /// Wait for the next one.
            case wait
            /// Hand over the file with this descriptor, which is then closed.
            case handOver(Int32)
            /// Nothing: that was all.
            case opened(isContainer: Bool)
        }

        /// More than there can be in a container: each file of it once, and a container in it once as a whole.
        private static let mostTold = 2 * 10_000 + 1

        private let files: ContainerFiles
        private let allowance: ContainerAllowance
        private var told = 0
        /// Whether the worker has yet to take what was handed over.
        private var isHandedOver = false

        init(_ files: ContainerFiles, of file: Int32) {
            self.files = files
            var (mode, size): (UInt32, Int64) = (0, 0)
            allowance = ContainerAllowance(size: canvass_status(file, &mode, &size) == 0 ? Int(clamping: size) : 0)
        }

        /// Takes a frame.
        ///
        /// - Throws: ``Nonsense``; what ``ContainerFiles`` throws where the disk does not take it.
        func take(_ frame: Frame) throws -> Next {
            do {
                return try taken(frame)
            } catch is ContainerFiles.OutOfTurn {
                throw Nonsense()
            } catch is SpreadsheetError {
                // The allowance is used up, at which a walk ends by itself.
                throw Nonsense()
            }
        }

        private func taken(_ frame: Frame) throws -> Next {
            guard isHandedOver == (frame.kind == .taken) else { throw Nonsense() }
            switch frame.kind {
            case .taken: isHandedOver = false
            case .begin:
                try allowance.take(files: 1)
                try files.begin(try path(String(decoding: frame.payload, as: UTF8.self)))
            case .piece:
                try allowance.take(bytes: frame.payload.count)
                try frame.payload.withUnsafeBytes { try files.add($0) }
            case .fail: try files.fail(try refusal(frame).refusal)
            case .refuse:
                let (path, refusal) = try refusal(frame)
                try count()
                try files.refuse(path, refusal)
            case .keep: try files.keep()
            case .drop: try files.drop()
            case .look:
                isHandedOver = true
                return .handOver(try files.reopen())
            case .opened:
                guard let isContainer = frame.payload.first, frame.payload.count == 1, isContainer <= 1,
                    isContainer == 1 ? files.isAtEnd : files.isEmpty
                else { throw Nonsense() }
                return .opened(isContainer: isContainer == 1)
            case .task, .ready, .refusal, .result, .container, .nested, .annotate, .annotated: throw Nonsense()
            }
            return .wait
        }

        private func path(_ path: String) throws -> String {
            try count()
            guard ContainerNames.isPath(path), path.utf8.count <= ContainerNames.mostBytesWithContainers else {
                throw Nonsense()
            }
            return path
        }

        private func refusal(_ frame: Frame) throws -> (path: String, refusal: ContainerRefusal) {
            guard let read = ContainerRefusal.read(frame.payload),
                read.path.utf8.count <= ContainerNames.mostBytesWithContainers
            else { throw Nonsense() }
            return read
        }

        private func count() throws {
            told += 1
            guard told <= Self.mostTold else { throw Nonsense() }
        }
    }
#endif
