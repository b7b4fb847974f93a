import Foundation

/// A disk that is full, or that cannot sync, for some files of a program under test.
///
/// The library `FaultyDisk` is preloaded into the program and takes the place of libc's functions:
/// so a fault comes at a chosen moment, without root, mounts, or a disk that is really full.
package final class FaultyDisk: Sendable {
    /// What fails.
    package enum Fault: String, Sendable {
        /// Writing and growing files: no space is left.
        case full = "write"
        /// Making what was written durable: an input/output error.
        case unsynced = "sync"
    }

    private let fault: Fault
    private let files: String
    private let folder: String

    /// A disk for the files whose paths contain `files`; it is sound until ``fail()``.
    package init(_ fault: Fault, files: String) throws {
        self.fault = fault
        self.files = files
        // Servers of another account look for the switch, and write the log.
        folder = try TemporaryFolder.make("disk", in: "/tmp")
        chmod(folder, 0o777)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            // Two empty files in /tmp; nothing depends on them.
            _ = error
        }
    }

    /// What a program needs in its environment to have this disk.
    package var environment: [String: String] {
        get throws {
            [
                "LD_PRELOAD": try Self.library(), "FAULTY_DISK_CALL": fault.rawValue,
                "FAULTY_DISK_FILES": files, "FAULTY_DISK_SWITCH": order,
                "FAULTY_DISK_LOG": log,
            ]
        }
    }

    /// Lets the disk fail from now on.
    package func fail() throws {
        guard FileManager.default.createFile(atPath: order, contents: nil) else {
            throw TestSupportError("could not write \(order)")
        }
        chmod(order, 0o666)
    }

    /// Makes the disk sound again.
    package func mend() throws { try FileManager.default.removeItem(atPath: order) }

    /// How many calls failed.
    package var failureCount: Int {
        let text = FileManager.default.contents(atPath: log) ?? Data()
        return text.filter { $0 == 0x0A }.count
    }

    private var order: String { "\(folder)/failing" }
    private var log: String { "\(folder)/log" }

    /// SwiftPM puts it beside the test bundle.
    private static func library() throws -> String {
        let folders = [
            Bundle.main.bundleURL,
            URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent(),
        ]
        let candidates = folders.map { $0.appending(path: "libFaultyDisk.so").path }
        guard let found = candidates.first(where: FileManager.default.fileExists(atPath:)) else {
            throw TestSupportError(
                "could not find the library FaultyDisk",
                detail: "looked at \(candidates.joined(separator: ", "))",
                hint: "Build it with `swift build --build-tests`."
            )
        }
        return found
    }
}
