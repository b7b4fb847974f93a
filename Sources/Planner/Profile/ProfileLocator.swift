import Foundation

/// Finds the profiles that are known by name.
package struct ProfileLocator: Sendable, Hashable {
    /// The environment variable that names a folder of profiles.
    package static let environmentName = "GATEFILL_PROFILES"

    /// The folders that are searched, in this order.
    package let folders: [String]

    /// Creates a locator that searches `profiles` in the working directory, then the folder
    /// that `GATEFILL_PROFILES` names, then `profiles` in the executable's folder and in each
    /// folder above it.
    ///
    /// - Parameters:
    ///   - workingDirectory: An absolute path.
    ///   - environment: The environment of the process.
    ///   - executablePath: The executable with symbolic links resolved, or nil if not known.
    package init(
        workingDirectory: String,
        environment: [String: String],
        executablePath: String?
    ) {
        var folders = [URL(fileURLWithPath: workingDirectory).appendingPathComponent("profiles")]
        if let named = environment[Self.environmentName], !named.isEmpty {
            folders.append(URL(fileURLWithPath: named))
        }
        if let executablePath {
            var folder = URL(fileURLWithPath: executablePath).standardizedFileURL
            while folder.path != "/" {
                folder.deleteLastPathComponent()
                folders.append(folder.appendingPathComponent("profiles"))
            }
        }
        var paths: [String] = []
        for folder in folders where !paths.contains(folder.standardizedFileURL.path) {
            paths.append(folder.standardizedFileURL.path)
        }
        self.folders = paths
    }

    /// Returns the file of a profile.
    ///
    /// - Throws: ``ProfileError`` with code `profile-not-found`, with the names there are.
    package func path(forName name: String) throws(ProfileError) -> String {
        guard Self.isName(name) else {
            throw ProfileError(
                code: "profile-not-found",
                message: "could not find profile \(PrintableText.quoting(name)): a name has only "
                    + "letters, digits, `.`, `_` and `-`",
                hint: "Give a file with `--config FILE`."
            )
        }
        for folder in folders {
            let path = "\(folder)/\(name).yaml"
            if Self.isFile(path) { return path }
        }
        let names = availableNames()
        let suggestion = NameSuggestion.hint(for: name, among: names)
        throw ProfileError(
            code: "profile-not-found",
            message: "could not find profile \(PrintableText.quoting(name))",
            detail: names.isEmpty
                ? "there are no profiles in \(PrintableText.listing(folders))"
                : "the profiles are \(PrintableText.listing(names))",
            hint: suggestion ?? "Name one of the profiles, or a file with `--config FILE`."
        )
    }

    /// Returns the names of the profiles in all folders, in alphabetical order.
    package func availableNames() -> [String] {
        var names: Set<String> = []
        for folder in folders {
            // A folder that is not there holds no profile; that is no failure.
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for file in files where file.hasSuffix(".yaml") {
                let name = String(file.dropLast(5))
                if Self.isName(name), Self.isFile("\(folder)/\(file)") { names.insert(name) }
            }
        }
        return names.sorted()
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 128 && !name.hasPrefix(".")
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == 45 || byte == 46 || byte == 95
            }
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && !isFolder.boolValue
    }
}
