import Dataset

/// A number of a configuration that is beyond what can be planned.
struct PlanExcess: Error {
    /// What there are too many of.
    let name: String
    /// How many there would be, or an upper bound of it.
    let count: Double
    /// Maximum.
    let most: Int64
    /// What decides it, most specific first: keys of a profile, or what the keys of a count have in
    /// common.
    let keys: [String]

    /// The count in digits.
    var countText: String {
        count < 1e18 ? String(Int64(count.rounded())) : "over 1000000000000000000"
    }
}

/// The sizes up to which a dataset can be computed: beyond them indexes would not fit their types.
enum PlanLimits {
    /// Parents whose counts are spread (`EvenSpread` multiplies two of them in 64 bits).
    static let parentCountMax: Int64 = (1 << 31) - 1
    /// Rows of a table (identifiers that rise have room for that many).
    static let rowCountMax: Int64 = 1 << 34
    /// Rows of a table whose keys are 32-bit integers.
    static let reservedKeyCountMax: Int64 = (1 << 31) - 1
    /// Batches of a plan (the journal's numbers).
    static let batchCountMax: Int64 = (1 << 31) - 1

    /// Checks the sizes of a configuration before anything of that size is built.
    static func check(_ configuration: DatasetConfiguration) throws(PlanExcess) {
        if let excess = PlanSizes(configuration).excesses.first { throw excess }
    }
}
