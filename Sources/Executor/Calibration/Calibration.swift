import Planner

/// What rows of a profile cost in a target, as two runs in an empty copy of its tables have shown.
package struct Calibration: Sendable, Equatable {
    /// Seconds by rows, verification included if the runs were verified.
    package let seconds: LinearCost
    /// Bytes of tables and indexes by bytes of values.
    package let bytes: LinearCost
    /// Seconds that the measurement took as a whole.
    package let elapsedSeconds: Double

    /// Creates a calibration from its parts.
    package init(seconds: LinearCost, bytes: LinearCost, elapsedSeconds: Double) {
        self.seconds = seconds
        self.bytes = bytes
        self.elapsedSeconds = elapsedSeconds
    }

    /// Seconds that a plan is expected to take.
    package func seconds(of plan: GenerationPlan) -> Double {
        seconds.cost(of: Double(plan.rowCount))
    }

    /// Bytes that a plan's rows are expected to take.
    package func byteCount(of plan: GenerationPlan) -> Double {
        bytes.cost(of: Double(plan.byteCount))
    }
}

extension GenerationPlan {
    /// Estimated bytes of the values of all rows.
    package var byteCount: Int64 { tables.reduce(0) { $0 + $1.byteCount } }
}
