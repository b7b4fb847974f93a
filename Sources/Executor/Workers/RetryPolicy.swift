import Targets

/// Decides whether, and when, a batch that failed is tried again.
package struct RetryPolicy: Sendable {
    /// What is done about a failure.
    package enum Decision: Sendable, Equatable {
        /// Try again after that time, with a new connection.
        case retry(afterMilliseconds: Int)
        /// Stop the run.
        case stop
    }

    /// Number of attempts after which a transient error counts as definite.
    package let attemptCountMax: Int
    /// Longest pause between two attempts.
    package let pauseMillisecondsMax: Int

    /// Nine attempts over 23 to 46 seconds, beside the time that connecting takes: a server that
    /// was restarted is mostly back within that.
    package init(attemptCountMax: Int = 9, pauseMillisecondsMax: Int = 15_000) {
        self.attemptCountMax = attemptCountMax
        self.pauseMillisecondsMax = pauseMillisecondsMax
    }

    /// What to do after attempt number `attempt` (1 for the first) failed; `jitter`, 0 ..< 1,
    /// spreads the retries of several workers.
    package func decide(_ category: TargetError.Category, attempt: Int, jitter: Double) -> Decision
    {
        guard category == .transient, attempt < attemptCountMax else { return .stop }
        let pause = min(pauseMillisecondsMax, 250 << min(attempt - 1, 10))
        return .retry(afterMilliseconds: pause / 2 + Int(Double(pause / 2) * jitter))
    }
}

/// How something that is tried again after errors that pass has ended.
enum TrialEnding<Value> {
    /// It is done.
    case done(Value)
    /// The attempt of that number (1 for the first) failed, and none follows.
    case failed(attempt: Int, TargetError)
    /// An attempt failed, and no other follows because the work is to stop or has ended.
    case stopped
}

extension RetryPolicy {
    /// Tries something until it is done or the policy gives it up.
    ///
    /// `willRetry` hears of an attempt that failed and is followed by another one; `pause` then
    /// waits so many milliseconds, and is false when the work has ended meanwhile.
    func trying<Value>(
        willRetry: (_ attempt: Int, TargetError) -> Void,
        pause: (_ milliseconds: Int) -> Bool,
        body: (_ attempt: Int) throws(TargetError) -> Value
    ) -> TrialEnding<Value> {
        var attempt = 1
        while true {
            do throws(TargetError) {
                return .done(try body(attempt))
            } catch {
                let jitter = Double.random(in: 0..<1)
                switch decide(error.category, attempt: attempt, jitter: jitter) {
                case .stop: return .failed(attempt: attempt, error)
                case .retry(let milliseconds):
                    willRetry(attempt, error)
                    guard pause(milliseconds) else { return .stopped }
                    attempt += 1
                }
            }
        }
    }
}
