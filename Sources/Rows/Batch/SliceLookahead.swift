/// Memory for two slices of one table: while the one is sent, a maker fills the other.
///
/// For one ``RowStream`` at a time.
///
/// `@unchecked Sendable`: between ``begin(_:of:)`` and the wait that follows, `coming` and
/// `fingerprint` belong to the maker, and nothing else touches them.
public final class SliceLookahead: @unchecked Sendable {
    private let maker: any RowMaker
    private var current: ColumnBatch
    private var coming: ColumnBatch
    /// Digest of the slices that have been made.
    private var fingerprint = BatchFingerprint()

    /// Adds a second batch to `batch`, which is not to be used elsewhere from now on.
    public init(_ batch: ColumnBatch, maker: any RowMaker) {
        self.maker = maker
        current = batch
        coming = ColumnBatch(beside: batch)
    }

    /// Forgets the slices of the stream before, which may not have been read to its end.
    func restart() {
        maker.wait()
        fingerprint = BatchFingerprint()
    }

    /// Begins the slice that comes next and returns at once.
    ///
    /// `rows` are in `table`, at least one and at most ``ColumnBatch/sliceRowCountMax``.
    ///
    /// - Precondition: What was begun before has been taken.
    func begin(_ rows: Range<Int64>, of table: any DatasetTable) {
        maker.begin { [self] in
            coming.make(rows, of: table)
            coming.combine(into: &fingerprint)
        }
    }

    /// Waits for the slice that was begun; without one, the result is the slice before the last one
    /// taken.
    ///
    /// - Returns: The slice, valid until the next call, and the digest of all slices up to it.
    func take() -> (slice: ColumnBatch, fingerprint: BatchFingerprint) {
        maker.wait()
        swap(&current, &coming)
        return (current, fingerprint)
    }
}
