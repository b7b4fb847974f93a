import Foundation

/// A folder of one test, removed when the last reference to it goes.
package final class TemporaryFolder: Sendable {
    /// Absolute path, short enough for a Unix socket inside it.
    package let path: String

    /// Makes it, with a label in its name that tells leftovers of a killed test apart.
    package init(_ label: String = "test") throws {
        path = try Self.make(label)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            // A test may have moved or removed it already; nothing depends on it.
            _ = error
        }
    }

    /// Holds the folders of this process, and goes with it: objects in statics are never released.
    private static let parent: Result<String, any Error> = Result {
        let path = try make("tests", in: NSTemporaryDirectory())
        atexit { TemporaryFolder.removeParent() }
        return path
    }

    private static func removeParent() {
        do {
            try FileManager.default.removeItem(atPath: parent.get())
        } catch {
            // A server may still be writing its last words; they are a few bytes in /tmp.
            _ = error
        }
    }

    /// Makes a folder that the caller may remove early.
    ///
    /// - Returns: Its absolute path.
    static func make(_ label: String) throws -> String { try make(label, in: parent.get()) }

    /// Makes a folder that only the caller removes.
    static func make(_ label: String, in parent: String) throws -> String {
        let standard = URL(filePath: parent).standardizedFileURL.path
        var template = Array("\(standard)/gatefill-\(label)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw TestSupportError(
                "could not make a folder in \(parent)",
                detail: String(cString: strerror(errno))
            )
        }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The path of an entry of the folder, which need not exist.
    package func file(_ name: String) -> String { "\(path)/\(name)" }
}
