import Rows

/// What a profile says about the password of the generated users.
package struct PasswordRequest: Sendable, Hashable, Codable {
    /// The environment variable that holds it.
    package var variable: String
    /// Where the profile says so.
    package var location: ProfileLocation
}

/// A profile that has been read and found sound, every default filled in.
package struct Profile: Sendable, Hashable, Codable {
    /// The profile's name.
    package var name: String
    /// Name of its file, without folder and extension; absent in profiles of older versions.
    package var fileName: String?
    /// What the profile is for.
    package var description: String
    /// The author's version, as written.
    package var version: String
    /// What decides the rows.
    package var dataset: DatasetConfiguration
    /// How a run works.
    package var settings: RunSettings
    /// Where the password of the generated users is; absent when they cannot log in.
    package var userPassword: PasswordRequest?
    /// What was assumed because the profile does not say it, for people.
    package var notices: [String]
    /// Where the file holds its values, by path.
    package var locations: [String: ProfileLocation]

    /// Tells whether the file itself holds a value, as `scale.oauth_token_rate`.
    package func isStated(_ path: String) -> Bool { locations[path] != nil }
}
