import Executor
import Targets

/// What a run that was sized to a budget was expected to cost, and what it has cost.
struct PredictionReport: Encodable {
    let predicted: RunPrediction
    /// From the start to the last check; absent when the run was interrupted or is not over.
    let seconds: Double?
    /// Bytes of its tables and their indexes, with what was in them before; absent when the target
    /// was not asked.
    let byteCount: Int64?

    /// Compares a prediction, if there is one, with what a run has come to.
    init?(_ prediction: RunPrediction?, seconds: Double?, byteCount: Int64?) {
        guard let prediction else { return nil }
        predicted = prediction
        self.seconds = seconds
        self.byteCount = byteCount
    }

    /// Compares a prediction, if there is one, with a run that is over.
    init?(
        _ prediction: RunPrediction?,
        since begun: ContinuousClock.Instant,
        of assignment: RunAssignment,
        in target: any WipeTarget
    ) throws(TargetError) {
        guard let prediction else { return nil }
        let elapsed = Double((ContinuousClock.now - begun).microseconds) / 1e6
        self.init(
            prediction,
            seconds: assignment.committed.count == 0 ? elapsed : nil,
            byteCount: try target.readSpace(assignment.plan.tables.map(\.name)).byteCount
        )
    }

    /// Two lines for people, one as long as the outcome is not known.
    var text: String {
        ([PredictionReport.text(of: predicted)] + [outcome].compactMap(\.self))
            .joined(separator: "\n")
    }

    /// A line about what the run has come to; nil when nothing is known of it.
    var outcome: String? {
        let parts = [
            seconds.map {
                "\(Figures.duration($0)) (\(PredictionReport.change($0, predicted.seconds)))"
            },
            byteCount.map {
                "\(Figures.bytes($0)) "
                    + "(\(PredictionReport.change(Double($0), Double(predicted.byteCount))))"
            },
        ].compactMap(\.self)
        return parts.isEmpty ? nil : "It came to \(parts.joined(separator: " and "))."
    }

    /// A line about what is to be expected.
    static func text(of prediction: RunPrediction) -> String {
        "Sized to \(prediction.budget): \(Figures.grouped(prediction.userCount)) users, about "
            + "\(Figures.duration(prediction.seconds)) and \(Figures.bytes(prediction.byteCount)), "
            + "measured in \(Figures.duration(prediction.calibrationSeconds))."
    }

    /// By how much an outcome differs, as `+12 %`.
    private static func change(_ found: Double, _ expected: Double) -> String {
        let percent = Int64((100 * (found - expected) / max(expected, 1e-9)).rounded())
        return (percent < 0 ? "" : "+") + "\(percent) %"
    }
}
