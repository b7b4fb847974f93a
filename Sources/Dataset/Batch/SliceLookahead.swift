/// Does one piece of work at a time on a thread of its own.
package protocol BackgroundWorker: Sendable {
    /// Begins `work` and returns at once.
    ///
    /// - Precondition: What was begun before has been waited for.
    func begin(_ work: @escaping @Sendable () -> Void)

    /// Waits until what was begun is done; returns at once when there is nothing.
    func wait()
}

/// Memory for two slices of one table: while the one is sent, a background worker fills the other.
///
/// For one ``RowStream`` at a time.
///
/// `@unchecked Sendable`: between ``begin(_:of:)`` and the wait that follows, `coming` and `fingerprint`
/// belong to the background worker, and nothing else touches them.
package final class SliceLookahead: @unchecked Sendable {
    private let worker: any BackgroundWorker
    private var current: ColumnBatch
    private var coming: ColumnBatch
    /// Digest of the slices that have been made.
    private var fingerprint = BatchFingerprint()

    /// Adds a second batch to `batch`, which is not to be used elsewhere from now on.
    package init(_ batch: ColumnBatch, worker: any BackgroundWorker) {
        self.worker = worker
        current = batch
        coming = ColumnBatch(beside: batch)
    }

    /// Forgets the slices of the stream before, which may not have been read to its end.
    func restart() {
        worker.wait()
        fingerprint = BatchFingerprint()
    }

    /// Begins the slice that comes next.
    func begin(_ rows: Range<Int64>, of table: any DatasetTable) {
        worker.begin { [self] in
            coming.make(rows, of: table)
            coming.combine(into: &fingerprint)
        }
    }

    /// Waits for the slice that was begun.
    ///
    /// - Returns: The slice, valid until the next call, and the digest of all slices up to it.
    func take() -> (slice: ColumnBatch, fingerprint: BatchFingerprint) {
        worker.wait()
        swap(&current, &coming)
        return (current, fingerprint)
    }
}
