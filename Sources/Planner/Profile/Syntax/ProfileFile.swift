import Foundation

/// Reads a profile's file, no more of it than a profile may have.
enum ProfileFile {
    /// Returns the bytes of a regular file.
    ///
    /// - Throws: ``ProfileError`` with code `profile-unreadable` or `profile-too-large`.
    static func read(_ path: String) throws(ProfileError) -> [UInt8] {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw unreadable(path, "the path is empty or holds a zero byte")
        }
        // A device or a pipe would be read without an end.
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else {
                throw unreadable(path, "it is not a regular file")
            }
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            let data = try handle.read(upToCount: ProfileText.byteCountMax + 1) ?? Data()
            guard data.count <= ProfileText.byteCountMax else {
                throw ProfileText.tooLarge(file: path)
            }
            return Array(data)
        } catch let error as ProfileError {
            throw error
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            throw unreadable(path, "there is no such file")
        } catch let error as CocoaError where error.code == .fileReadNoPermission {
            throw unreadable(path, "permission denied")
        } catch {
            throw unreadable(path, PrintableText.escaping(error.localizedDescription))
        }
    }

    /// The error for bytes that are not UTF-8, with the line of the first such byte.
    static func notText(_ bytes: [UInt8], path: String) -> ProfileError {
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        return ProfileError(
            code: "profile-not-text",
            message: "could not read the profile: it is not UTF-8",
            location: ProfileLocation(file: path, line: (line ?? 0) + 1, column: 1)
        )
    }

    private static func unreadable(_ path: String, _ reason: String) -> ProfileError {
        ProfileError(
            code: "profile-unreadable",
            message: "could not read profile `\(PrintableText.escaping(path))`",
            detail: reason
        )
    }
}
