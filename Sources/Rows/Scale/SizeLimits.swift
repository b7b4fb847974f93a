/// The sizes up to which a dataset can be computed: beyond them indexes would not fit their types.
public enum SizeLimits {
    /// Parents whose counts are spread (``EvenSpread`` multiplies two of them in 64 bits).
    public static let parentCountMax: Int64 = (1 << 31) - 1
    /// Rows of a table (identifiers that rise have room for that many).
    public static let rowCountMax: Int64 = 1 << 34
    /// Rows of a table whose keys are 32-bit integers.
    public static let reservedKeyCountMax: Int64 = (1 << 31) - 1
    /// Batches of a plan (the journal's numbers).
    public static let batchCountMax: Int64 = (1 << 31) - 1
}
