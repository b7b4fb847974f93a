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
}
