/// What a run that was sized to a budget is expected to cost, so that its outcome can be compared.
package struct RunPrediction: Sendable, Hashable, Codable {
    /// The budget in words, as `50.0 GB` or `30 minutes`.
    package let budget: String
    /// Number of users that the profile was scaled to.
    package let userCount: Int64
    /// Seconds from the start to the end, verification included if there is one.
    package let seconds: Double
    /// Bytes that the rows take in the target, with their indexes.
    package let byteCount: Int64
    /// Seconds that measuring took, before the run.
    package let calibrationSeconds: Double

    /// Creates a prediction.
    package init(
        budget: String,
        userCount: Int64,
        seconds: Double,
        byteCount: Int64,
        calibrationSeconds: Double
    ) {
        self.budget = budget
        self.userCount = userCount
        self.seconds = seconds
        self.byteCount = byteCount
        self.calibrationSeconds = calibrationSeconds
    }
}
