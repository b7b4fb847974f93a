import Foundation
import Synchronization

/// Standard output and error.
enum Terminal {
    /// Whether standard error is a terminal, so that lines can be drawn over.
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns and lines of the terminal behind standard error; 80 and 24 when it does not say.
    static var size: (columnCount: Int, lineCount: Int) {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
        else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Writes a line to standard output.
    static func write(_ line: String) {
        put(line + "\n", to: STDOUT_FILENO)
    }

    /// Writes a line to standard error, without the passwords that arguments hold.
    static func writeError(_ line: String) {
        put(SecretArguments.redacted(line) + "\n", to: STDERR_FILENO)
    }

    /// Writes an error to standard error, with the commands that it suggests, or `fallback` where it
    /// suggests none; they name `journal` where they take one.
    static func writeError(
        _ error: any Error,
        else fallback: [[String]] = [],
        journal: String?
    ) {
        writeError(SuggestedCommand.describe(error, else: fallback, journal: journal))
    }

    /// Writes a message to standard error, and below it the commands that it suggests.
    static func writeError(_ message: String, run commands: [[String]], journal: String?) {
        writeError(SuggestedCommand.append(commands, to: message, journal: journal))
    }

    /// Writes text to standard error as it is.
    static func putError(_ text: String) {
        put(text, to: STDERR_FILENO)
    }

    /// Throws ``OutputError`` if something could not be written to standard output.
    static func checkWritten() throws {
        guard let code = failure.withLock(\.self) else { return }
        throw OutputError(path: "standard output", underlying: POSIXError(code))
    }

    /// Why standard output could not be written, the first time.
    private static let failure = Mutex<POSIXErrorCode?>(nil)

    /// A reader that has gone away (a closed pipe) is no error: the rest is dropped.
    private static func put(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { unistdWrite(descriptor, $0) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let code = POSIXErrorCode(rawValue: errno) ?? .EIO
                if descriptor == STDOUT_FILENO && code != .EPIPE {
                    failure.withLock { $0 = $0 ?? code }
                }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }

    private static func unistdWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        Foundation.write(descriptor, bytes.baseAddress, bytes.count)
    }
}
