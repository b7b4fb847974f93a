import Foundation
import Synchronization

/// Kills or stops the process at a label, the n-th time it is passed.
///
/// For the crash matrix: the process ends as it would by a loss of power, with nothing flushed,
/// closed or said.
package final class CrashPoint: Sendable {
    /// The variable that asks for a crash, as `label:n`, or for a stop, as `label:n:stop`.
    package static let variable = "GATEFILL_CRASH_AT"
    /// What the variable says; nil when it is not set.
    package static let requestedText = ProcessInfo.processInfo.environment[variable]
    /// The crash that is asked for; nil, and free, when there is none.
    package static let requested = requestedText.flatMap { CrashPoint($0) }

    /// Where the process ends.
    package let label: CrashLabel
    /// The passage at which it does, 1 for the first.
    package let passage: Int
    /// Whether the process is only stopped, with SIGSTOP, and goes on when it is told to.
    package let isStop: Bool
    private let passed = Mutex(0)

    /// Reads `label:n` or `label:n:stop`; nil when the label is unknown or `n` is not 1 or more.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || (parts.count == 3 && parts[2] == "stop"),
            let label = CrashLabel(rawValue: String(parts[0])),
            let passage = Int(parts[1]), passage > 0
        else { return nil }
        self.label = label
        self.passage = passage
        isStop = parts.count == 3
    }

    /// Marks a step; the process ends or stops here when that was asked for.
    ///
    /// - Complexity: One comparison with nil unless a crash is asked for.
    package static func pass(_ label: CrashLabel) {
        guard let requested, requested.isDue(at: label) else { return }
        if requested.isStop {
            // To this thread: one sent to the process may reach another, and this one would go on.
            raise(SIGSTOP)
            return
        }
        kill(getpid(), SIGKILL)
        // Other threads must not get further while the signal is on its way.
        while true { pause() }
    }

    /// Counts a passage; true the one time that the process is to end.
    package func isDue(at label: CrashLabel) -> Bool {
        guard label == self.label else { return false }
        return passed.withLock { count in
            count += 1
            return count == passage
        }
    }
}
