import Logging
import Targets

/// Counts the workers that have a connection, or may still get one.
struct ConnectableWorkers {
    private var count: Int

    /// All of `count` workers may.
    init(_ count: Int) { self.count = count }

    /// Notes that a worker goes without.
    ///
    /// - Returns: Whether it was the last one; otherwise the others do its part.
    mutating func refuse() -> Bool {
        count -= 1
        return count == 0
    }

    /// Notes that a worker goes without because of an error, and says so if the others go on.
    ///
    /// - Returns: The error that the work fails with; nil when the others go on.
    mutating func refuse(_ error: TargetError, logger: Logger) -> TargetError? {
        guard !refuse() else { return error }
        logger.warning(
            "a worker has no connection, the others go on",
            metadata: ["cause": "\(error.cause)"]
        )
        return nil
    }
}
