/// How much memory a server may use to build an index.
enum RestorationMemory {
    /// For all builds of a run together.
    private static let kilobyteCountMax = 1 << 20

    /// For one of several builds side by side.
    static func kilobyteCount(workerCount: Int) -> Int {
        kilobyteCountMax / max(1, workerCount)
    }
}
