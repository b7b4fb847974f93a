import Foundation

/// Values as JSON with sorted keys, two blanks to a level.
enum JSONText {
    /// The text of a value.
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The text of a record on one line.
    ///
    /// - Precondition: The record's numbers are finite, so that it can be encoded.
    static func line(_ record: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(record), as: UTF8.self)
        } catch {
            preconditionFailure("a record could not be encoded: \(error)")
        }
    }

    /// Checks, before hours of work, that a file can be written; makes its folder.
    static func checkWritable(_ path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true
            )
        } catch {
            throw OutputError(path: path, underlying: error)
        }
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard !isFolder.boolValue,
            FileManager.default.isWritableFile(atPath: exists ? path : folder.path)
        else { throw OutputError(path: path, underlying: CocoaError(.fileWriteNoPermission)) }
    }

    /// Writes a value to a file only its owner can read, replacing it whole.
    ///
    /// What is there and is no file (a device, a pipe) is written to, not replaced; a link is
    /// followed.
    static func write(_ value: some Encodable, to path: String) throws {
        try write(text: try of(value) + "\n", to: path)
    }

    /// Writes a text as ``write(_:to:)`` does a value.
    static func write(text: String, to path: String) throws {
        try PrivateFile.write(to: path) { try $0.add(text) }
    }

    /// Whether a path is free or leads to an ordinary file.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return true }
        return status.st_mode & S_IFMT == S_IFREG
    }
}
