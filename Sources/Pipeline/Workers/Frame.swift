/// What parent and worker send each other: the length of the payload (four bytes, little-endian), what it is (one byte), and the payload.
struct Frame: Sendable {
    enum Kind: UInt8, Sendable {
        /// To the worker: a return to read. With it comes the file's descriptor.
        case task = 1
        /// From the worker: the survey is loaded, and the worker is confined.
        case ready
        /// From the worker: why it cannot begin.
        case refusal
        /// From the worker: the task has arrived.
        case taken
        /// From the worker: what came of it.
        case result
        /// To the worker: what may be a container, to be opened. With it comes the file's descriptor. The payload is the name under which it was sent.
        case container
        /// To the worker: a file of that container, which may be one in its turn; the answer to ``look``. With it comes its descriptor.
        case nested
        /// From the worker: a file of the container begins; its path.
        case begin
        /// From the worker: bytes of that file.
        case piece
        /// From the worker: that file cannot be had to its end; a ``ContainerRefusal``.
        case fail
        /// From the worker: that file is whole, and may be a container: it is asked for.
        case look
        /// From the worker: that file is whole and no container.
        case keep
        /// From the worker: that file is a container, and all that is in it has been told.
        case drop
        /// From the worker: what in the container cannot be taken; a ``ContainerRefusal``.
        case refuse
        /// From the worker: the container's end; a byte that says whether it is one.
        case opened
        /// To the worker: a return to annotate, an ``AnnotationTask``. With it comes the file's descriptor.
        case annotate
        /// From the worker: what came of it, an ``AnnotationReply``.
        case annotated
    }

    static let headerBytes = 5
    /// The most bytes of what is to be annotated: the questions of a return, of which there may be 50,000.
    static let questionBytes = 1 << 28
    /// The most bytes of any other payload but a result and a piece of a file.
    static let mostBytes = 1 << 16
    /// The most bytes of a piece.
    static let pieceBytes = 1 << 18

    let kind: Kind
    let payload: [UInt8]

    /// The frame as it is sent; nil for a payload whose length does not fit.
    var bytes: [UInt8]? {
        guard let count = UInt32(exactly: payload.count) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerBytes + payload.count)
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
        bytes.append(kind.rawValue)
        bytes += payload
        return bytes
    }

    /// A header's kind and the length of its payload; nil where it is none, or where the payload is longer than may be.
    static func header(_ bytes: some Collection<UInt8>, most: Int) -> (kind: Kind, count: Int)? {
        guard bytes.count == headerBytes, let last = bytes.dropFirst(4).first, let kind = Kind(rawValue: last) else {
            return nil
        }
        let count = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        let room =
            switch kind {
            case .result, .annotated: most
            case .annotate: questionBytes
            case .piece: pieceBytes
            default: min(most, mostBytes)
            }
        return count <= room ? (kind, count) : nil
    }
}

/// A return to read, as it is told to a worker.
struct WorkerTask {
    let sha256: String
    /// The file's name as it was sent.
    let name: String

    var payload: [UInt8] { Array("\(sha256)\n\(name)".utf8) }

    init(sha256: String, name: String) {
        self.sha256 = sha256
        self.name = name
    }

    init?(payload: [UInt8]) {
        // A name may hold a line break, a hash none.
        guard let end = payload.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        sha256 = String(decoding: payload[..<end], as: UTF8.self)
        name = String(decoding: payload[(end + 1)...], as: UTF8.self)
    }
}

/// What a worker has made of a return.
struct WorkerResult: Sendable {
    /// The bundle's file.
    let bundle: [UInt8]
    /// Whether a refusal may be over next time.
    let mayPass: Bool
    /// The processor time of each step in seconds.
    let steps: [(step: StepClock.Step, seconds: Double)]

    var payload: [UInt8] {
        var bytes: [UInt8] = [mayPass ? 1 : 0, UInt8(steps.count)]
        for item in steps {
            bytes.append(UInt8(StepClock.Step.allCases.firstIndex(of: item.step) ?? 0))
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: item.seconds.bitPattern >> shift))
            }
        }
        return bytes + bundle
    }

    init(bundle: [UInt8], mayPass: Bool, steps: [(step: StepClock.Step, seconds: Double)]) {
        self.bundle = bundle
        self.mayPass = mayPass
        self.steps = steps
    }

    /// A result as it arrived; nil where it is not whole, which its hashes tell, that of another return, or none that the definition lets be.
    init?(payload: [UInt8], of sha256: String, fit: BundleFit) {
        guard payload.count >= 2, payload[0] <= 1 else { return nil }
        mayPass = payload[0] == 1
        var position = 2
        var steps: [(step: StepClock.Step, seconds: Double)] = []
        for _ in 0..<payload[1] {
            guard payload.count >= position + 9, Int(payload[position]) < StepClock.Step.allCases.count else {
                return nil
            }
            let bits = payload[(position + 1)..<(position + 9)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let seconds = Double(bitPattern: bits)
            guard seconds.isFinite, seconds >= 0 else { return nil }
            steps.append((StepClock.Step.allCases[Int(payload[position])], seconds))
            position += 9
        }
        self.steps = steps
        bundle = Array(payload[position...])
        guard fit.takes(bundle, of: sha256) else { return nil }
    }
}
