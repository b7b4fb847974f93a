import Targets
import Testing

@testable import Executor

@Suite struct RetryPolicyTests {
    @Test(arguments: [TargetError.Category.definite, .fenced])
    func `only a transient error is tried again`(category: TargetError.Category) {
        #expect(RetryPolicy().decide(category, attempt: 1, jitter: 0) == .stop)
        #expect(
            RetryPolicy().decide(.transient, attempt: 1, jitter: 0)
                == .retry(afterMilliseconds: 125)
        )
    }

    @Test(arguments: [
        (1, 125, 250), (2, 250, 500), (3, 500, 1000), (4, 1000, 2000), (5, 2000, 4000),
        (6, 4000, 8000), (7, 7500, 15_000), (8, 7500, 15_000),
    ])
    func `the pause doubles up to its limit, and half of it is jitter`(
        attempt: Int,
        least: Int,
        greatest: Int
    ) {
        let policy = RetryPolicy()
        #expect(
            policy.decide(.transient, attempt: attempt, jitter: 0)
                == .retry(afterMilliseconds: least)
        )
        guard
            case .retry(let pause) = policy.decide(.transient, attempt: attempt, jitter: 0.999_999)
        else {
            Issue.record("attempt \(attempt) is the last")
            return
        }
        #expect(pause < greatest && pause > greatest - 3)
    }

    @Test func `after the last attempt a transient error is definite`() {
        #expect(RetryPolicy().decide(.transient, attempt: 9, jitter: 0.5) == .stop)
        #expect(
            RetryPolicy(attemptCountMax: 1).decide(.transient, attempt: 1, jitter: 0) == .stop
        )
        let patient = RetryPolicy(attemptCountMax: .max)
        #expect(
            patient.decide(.transient, attempt: 1_000_000, jitter: 0)
                == .retry(afterMilliseconds: 7500)
        )
    }

    private static func transient(_ number: Int) -> TargetError {
        TargetError(code: "lost-\(number)", message: "could not", category: .transient)
    }

    @Test func `what fails is tried again, and each attempt is told of`() {
        let policy = RetryPolicy(attemptCountMax: 5, pauseMillisecondsMax: 0)
        var told: [String] = []
        let ending = policy.trying(
            willRetry: { attempt, error in told.append("\(attempt) \(error.code)") },
            pause: { _ in true },
            body: { attempt throws(TargetError) in
                if attempt < 3 { throw Self.transient(attempt) }
                return attempt
            }
        )
        guard case .done(3) = ending else {
            Issue.record("\(ending)")
            return
        }
        #expect(told == ["1 lost-1", "2 lost-2"])
    }

    @Test func `the last attempt's error is given, and nothing is told of it`() {
        let policy = RetryPolicy(attemptCountMax: 3, pauseMillisecondsMax: 0)
        var told: [Int] = []
        let ending = policy.trying(
            willRetry: { attempt, _ in told.append(attempt) },
            pause: { _ in true },
            body: { attempt throws(TargetError) -> Int in throw Self.transient(attempt) }
        )
        guard case .failed(attempt: 3, let error) = ending else {
            Issue.record("\(ending)")
            return
        }
        #expect(error.code == "lost-3")
        #expect(told == [1, 2])
    }

    @Test func `nothing is tried again when the work ends during the pause`() {
        let policy = RetryPolicy(attemptCountMax: 3, pauseMillisecondsMax: 0)
        var attempts: [Int] = []
        let ending = policy.trying(
            willRetry: { _, _ in },
            pause: { _ in false },
            body: { attempt throws(TargetError) -> Int in
                attempts.append(attempt)
                throw Self.transient(attempt)
            }
        )
        guard case .stopped = ending else {
            Issue.record("\(ending)")
            return
        }
        #expect(attempts == [1])
    }
}
