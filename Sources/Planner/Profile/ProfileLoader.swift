import Foundation
import Rows

/// Reads a profile and turns it into a validated configuration.
package enum ProfileLoader {
    /// Reads a profile from a file.
    ///
    /// - Parameters:
    ///   - path: The file, at most 1 MiB of UTF-8; shown in errors as it is given.
    ///   - catalogue: What gatefill knows of the system whose data the profile describes.
    ///   - overrides: What the command line says in place of the profile.
    ///   - nowMicroseconds: What `now` means, in microseconds since 1970-01-01 UTC.
    /// - Returns: The profile with every default filled in.
    /// - Throws: ``ProfileError`` when the file cannot be read or its first fault is found.
    package static func load(
        path: String,
        for catalogue: Catalogue,
        overrides: ProfileOverrides = ProfileOverrides(),
        nowMicroseconds: Int64
    ) throws(ProfileError) -> Profile {
        let bytes = try ProfileFile.read(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ProfileFile.notText(bytes, path: path)
        }
        return try parse(
            text: text,
            fileName: path,
            for: catalogue,
            overrides: overrides,
            nowMicroseconds: nowMicroseconds
        )
    }

    /// Turns the text of a profile into a validated configuration.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - fileName: The file to name in errors; without a `profile.name`, its name without
    ///     folder and extension is the profile's.
    ///   - catalogue: What gatefill knows of the system whose data the profile describes.
    ///   - overrides: What the command line says in place of the profile.
    ///   - nowMicroseconds: What `now` means, in microseconds since 1970-01-01 UTC.
    /// - Returns: The profile with every default filled in.
    /// - Throws: ``ProfileError`` with the place of the first fault found.
    /// - Complexity: O(`text`), with recursion and memory bounded whatever the text.
    package static func parse(
        text: String,
        fileName: String,
        for catalogue: Catalogue,
        overrides: ProfileOverrides = ProfileOverrides(),
        nowMicroseconds: Int64
    ) throws(ProfileError) -> Profile {
        let body = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
        let language = ProfileLanguage(catalogue)
        let document = try ProfileDocument(text: body, file: fileName, language)
        var reader = try ProfileReader(document, language)
        if let userCount = overrides.userCount { reader.scale(to: userCount) }
        try reader.checkRules()
        var dataset = try DatasetConfiguration(
            reader,
            overrides: overrides,
            nowMicroseconds: nowMicroseconds
        )
        let settings = try RunSettings(reader, overrides: overrides)
        let tables = settings.components.compactMap { language.components.named($0)?.table }
        language.scale.adapt(&dataset, to: tables)
        let advice = SizeAdvice(
            reader: reader,
            overrides: overrides,
            nowMicroseconds: nowMicroseconds,
            tables: Set(tables)
        )
        try advice.check(dataset)
        try dataset.fit(reader)
        return Profile(
            name: try name(reader, fileName: fileName),
            fileName: base(of: fileName),
            description: reader.textOrDefault("profile.description"),
            version: reader.textOrDefault("profile.version"),
            dataset: dataset,
            settings: settings,
            userPassword: reader.userPassword,
            notices: language.scale.notices(dataset, reader),
            locations: reader.allLocations
        )
    }

    private static func name(
        _ reader: ProfileReader,
        fileName: String
    ) throws(ProfileError) -> String {
        guard let name = reader.text("profile.name") else { return base(of: fileName) }
        guard name.contains(where: { !$0.isWhitespace }) else {
            throw reader.error("bad-value", "profile.name: the name is empty", at: "profile.name")
        }
        return name
    }

    /// The name of a file without folder and extension.
    private static func base(of fileName: String) -> String {
        let lastPart = fileName.split(separator: "/").last.map(String.init) ?? "profile"
        let base = lastPart.split(separator: ".").first.map(String.init) ?? lastPart
        return PrintableText.escaping(base)
    }
}
