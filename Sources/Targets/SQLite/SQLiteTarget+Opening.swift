import Foundation
import GRDB

extension SQLiteTarget {
    /// What a connection is opened for.
    enum Access {
        /// Queries: the file must exist.
        case reading
        /// Changes: the file must exist and its URL must allow writing.
        case writing
        /// Changes that may create the file, if its URL allows that.
        case creating
    }

    /// Opens a connection of its own; with `keepsTransactions`, a transaction may last beyond the
    /// access that began it.
    ///
    /// Even for reading, the file is opened for writing where its URL and its permissions allow it:
    /// only such a connection can roll back what a killed process has left half-written.
    ///
    /// - Throws: ``TargetError`` `target-missing` when the file does not exist and may not be
    ///   created, `target-read-only` when the URL only allows reading.
    func open(
        _ access: Access,
        timeoutSeconds: Int? = nil,
        keepsTransactions: Bool = false
    ) throws(TargetError) -> DatabaseQueue {
        try check(access)
        var configuration = Configuration()
        configuration.label = "gatefill.target"
        configuration.busyMode = .timeout(Double(timeoutSeconds ?? self.timeoutSeconds))
        configuration.allowsUnsafeTransactions = keepsTransactions
        configuration.readonly = location.mode == .readOnly
        do throws(TargetError) {
            return try SQLiteFailure.catching(path) {
                try DatabaseQueue(path: path, configuration: configuration)
            }
        } catch  where access == .reading && error.code == "permission-denied" {
            throw SQLiteTarget.unreadable(
                path,
                detail: error.detail,
                isLogged: SQLiteTarget.isLogged(path),
                folderIsWritable: FileManager.default.isWritableFile(atPath: folder)
            )
        }
    }

    /// Checks that the file's existence and URL allow an access.
    func check(_ access: Access) throws(TargetError) {
        if access != .reading && location.mode == .readOnly { throw readOnly }
        let mayCreate = access == .creating && location.mode == .readWriteCreate
        if !mayCreate && isMissing { throw missing }
    }

    /// Whether there is no file.
    var isMissing: Bool { !FileManager.default.fileExists(atPath: path) }

    /// The folder of the file.
    var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

    package func checkExists() throws(TargetError) { try check(.reading) }

    package func readSchemaIfExists() throws(TargetError) -> TargetSchema {
        guard !isMissing else {
            return TargetSchema(tables: [:], namespace: SQLiteCatalogue.namespace)
        }
        return try readSchema()
    }

    private var missing: TargetError {
        TargetError(
            code: "target-missing",
            message: "could not find a database at \(path)",
            detail: location.mode == .readWriteCreate
                ? nil : "its URL says mode=\(location.mode.rawValue), so it is not created",
            hint: "Check --target and DATABASE_URL; an absolute path takes four slashes, "
                + "sqlite:////folder/file.db."
        )
    }

    private var readOnly: TargetError {
        TargetError(
            code: "target-read-only",
            message: "could not write to \(path): its URL says mode=ro",
            hint: "Use mode=rw in the URL, or omit mode and uri."
        )
    }

    /// The error of a file that cannot be opened even for reading.
    static func unreadable(
        _ path: String,
        detail: String?,
        isLogged: Bool,
        folderIsWritable: Bool
    ) -> TargetError {
        let needsFolder = isLogged && !folderIsWritable
        return TargetError(
            code: "permission-denied",
            message: "could not read \(path)"
                + (needsFolder
                    ? ": its write-ahead log needs a writable folder" : ""),
            detail: detail,
            hint: needsFolder
                ? "Make the folder writable, or read a copy of the file elsewhere."
                : "Check the permissions of the file and its folder."
        )
    }

    /// Whether the file's header says that changes go into a write-ahead log first: byte 18 is 2.
    static func isLogged(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        let header = file.readData(ofLength: 20)
        return header.count == 20 && header[18] == 2
    }
}
