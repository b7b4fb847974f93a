import Foundation

/// Where a SQLite file is and how it may be opened.
package struct SQLiteLocation: Sendable, Hashable {
    /// What the URL lets be done with the file, as SQLite's URI parameter `mode` spells it.
    package enum Mode: String, Sendable, CaseIterable {
        /// Read and write, and create a file that does not exist.
        case readWriteCreate = "rwc"
        /// Read and write a file that exists.
        case readWrite = "rw"
        /// Only read a file that exists.
        case readOnly = "ro"
    }

    /// Path of the file, absolute or relative to the working folder.
    package let path: String
    /// How it may be opened.
    package let mode: Mode

    /// Names a file.
    package init(path: String, mode: Mode = .readWriteCreate) {
        self.path = path
        self.mode = mode
    }

    /// The same location with an absolute path, seen from a folder.
    ///
    /// `.`, `..` and repeated slashes are resolved without a look at the disk, as Python's
    /// `os.path.abspath` does.
    package func absolute(in folder: String) -> SQLiteLocation {
        let whole = path.hasPrefix("/") ? path : folder + "/" + path
        var names: [Substring] = []
        for name in whole.split(separator: "/") where name != "." {
            if name == ".." { _ = names.popLast() } else { names.append(name) }
        }
        return SQLiteLocation(path: "/" + names.joined(separator: "/"), mode: mode)
    }

    /// The URL; it reads back as the same location.
    var display: String {
        let path = PercentEncoding.encoded(path, reserved: "")
        guard mode != .readWriteCreate else { return "sqlite:///" + path }
        // SQLite decodes what SQLAlchemy has decoded once.
        let inner = PercentEncoding.encoded(self.path, reserved: "#")
        return "sqlite:///file:\(PercentEncoding.encoded(inner, reserved: ""))"
            + "?mode=\(mode.rawValue)&uri=true"
    }
}
