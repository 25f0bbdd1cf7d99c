import Load

/// Who takes what is found in a container while it is gone through (``ContainerWalk``): the run itself, or the socket of a worker that tells
/// the run.
///
/// For each file comes ``begin(_:)`` and its pieces, then either ``fail(_:)`` or ``keep()``; or, where it may be a container in its turn,
/// ``reopen()``, what is in it, and ``keep()`` where it is none and ``drop()`` where it is one.
protocol ContainerReceiver: AnyObject {
    /// A file begins, under its path in the container.
    func begin(_ path: String) throws
    /// Bytes of the file.
    func add(_ piece: UnsafeRawBufferPointer) throws
    /// The file cannot be had to its end.
    func fail(_ refusal: ContainerRefusal) throws
    /// The file is whole. Its descriptor is wanted, which is the caller's.
    func reopen() throws -> Int32
    /// The file is whole, and one that may be a return.
    func keep() throws
    /// The file was a container, and all that is in it has been told.
    func drop() throws
    /// What in the container cannot be taken.
    func refuse(_ path: String, _ refusal: ContainerRefusal) throws
}
