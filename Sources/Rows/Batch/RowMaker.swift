/// Makes rows on a thread of its own while its owner does something else, one piece of work at a time.
public protocol RowMaker: Sendable {
    /// Begins `work` and returns at once.
    ///
    /// - Precondition: What was begun before has been waited for.
    func begin(_ work: @escaping @Sendable () -> Void)

    /// Waits until what was begun is done; returns at once when there is nothing.
    func wait()
}
