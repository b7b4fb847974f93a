import ArgumentParser
import Executor
import Journal
import Planner
import Targets
import Testing

@testable import CLI

@Suite struct ExitStatusTests {
    private struct Odd: Error {}

    @Test(
        arguments: [
            (ProfileError(code: "bad-option", message: "m"), .usage),
            (ProfileError(code: "out-of-range", message: "m"), .badProfile),
            (ProfileError(code: "profile-not-found", message: "m"), .badProfile),
            (TargetError(code: "bad-target-url", message: "m"), .usage),
            (TargetError(code: "unsupported-target", message: "m"), .usage),
            (
                TargetError(code: "target-unreachable", message: "m", category: .transient),
                .unavailable
            ),
            (TargetError(code: "permission-denied", message: "m"), .unavailable),
            (JournalError(.locked, "m"), .unavailable),
            (JournalError(.writeFailed, "m"), .unavailable),
            (
                RunFailure(code: "run-unfinished", message: "m", detail: nil, hint: nil),
                .unavailable
            ),
            (
                RunFailure(code: "name-not-confirmed", message: "m", detail: nil, hint: nil),
                .usage
            ),
            (OutputError(path: "p", underlying: Odd()), .unavailable),
            (Odd(), .bug),
        ] as [(any Error, CLI.ExitStatus)]
    )
    func `an error has its status`(error: any Error, status: CLI.ExitStatus) {
        #expect(CLI.ExitStatus(error) == status)
    }

    @Test(
        arguments: [
            (CLI.ExitStatus.done, 0), (.failed, 1), (.usage, 64), (.badProfile, 65),
            (.unavailable, 69),
            (.bug, 70), (.resumable, 75), (.interruptedTwice, 130),
        ] as [(CLI.ExitStatus, Int32)]
    )
    func `a status is the documented number`(status: CLI.ExitStatus, number: Int32) {
        #expect(status.rawValue == number)
    }

    @Test func `an exit code and a mistake in the arguments pass unchanged`() throws {
        let code = #expect(throws: ExitCode.self) {
            try CLI.ExitStatus.reporting { throw ExitCode(75) }
        }
        #expect(code?.rawValue == 75)
        #expect(throws: ValidationError.self) {
            try CLI.ExitStatus.reporting { throw ValidationError("m") }
        }
        try CLI.ExitStatus.reporting {}
    }
}
