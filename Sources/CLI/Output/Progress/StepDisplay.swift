import Executor

/// Shows what comes after the rows, step by step.
///
/// Drawn by the thread that does the work, after each step.
struct StepDisplay {
    private struct Record: Encodable {
        let type = "step"
        let step: String
        let done: Int
        let total: Int
        let elapsedSeconds: Double
    }

    private let style: ProgressStyle
    private let title: String
    private let started = ContinuousClock.now
    private var frame = TerminalFrame(.current)
    private var shownSeconds = 0.0

    /// Begins with nothing done; `title` is what is done, `checked`.
    init(_ title: String, style: ProgressStyle) {
        self.title = title
        self.style = style
    }

    /// Notes that so many steps of all are done.
    mutating func advance(to doneCount: Int, of totalCount: Int) {
        let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
        let pause =
            switch style {
            case .bars: 0.2
            case .lines: max(3, ProgressDisplay.pauseSeconds(after: seconds))
            case .json, .none: 1.0
            }
        guard seconds - shownSeconds >= pause else { return }
        shownSeconds = seconds
        let left = seconds / Double(doneCount) * Double(totalCount - doneCount)
        let text =
            "\(title) \(doneCount) of \(totalCount), elapsed \(Figures.duration(seconds)), "
            + "about \(Figures.duration(left)) left"
        switch style {
        case .bars: frame.draw([StyledText(text).prefix(max(0, frame.columnCount - 1))])
        case .lines: Terminal.writeError("progress: \(text)")
        case .json:
            Terminal.writeError(
                JSONText.line(
                    Record(
                        step: title,
                        done: doneCount,
                        total: totalCount,
                        elapsedSeconds: (seconds * 1000).rounded() / 1000
                    )
                )
            )
        case .none: break
        }
    }

    /// Takes the line away again.
    mutating func end() {
        if style == .bars, shownSeconds > 0 { frame.draw([]) }
    }
}
