/// How a process ended.
package enum ProcessExit: Equatable, Sendable {
    /// It returned this exit status.
    case status(Int32)
    /// This signal ended it.
    case signal(Int32)
}

/// A process that has ended, with all it wrote.
package struct ProcessResult: Sendable {
    package let exit: ProcessExit
    package let standardOutput: String
    package let standardError: String

    /// Both streams, for messages and for checks that something appears in neither.
    package var allOutput: String { standardOutput + standardError }

    /// The result itself when the process returned 0.
    ///
    /// - Throws: ``TestSupportError`` with the end of both streams otherwise.
    @discardableResult
    package func requireSuccess(_ what: String) throws -> ProcessResult {
        guard exit == .status(0) else {
            throw TestSupportError(
                "\(what) failed: \(exit)",
                detail: "stdout: \(standardOutput.suffix(2_000))\n"
                    + "stderr: \(standardError.suffix(4_000))"
            )
        }
        return self
    }
}
