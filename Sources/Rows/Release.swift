/// A release of a system whose schema gatefill knows.
public struct Release: Sendable, Hashable, Comparable {
    /// The version, such as `1.0.7`.
    public let name: String
    /// The final revision of its migrations, as the database records it.
    public let revision: String
    private let position: Int

    /// The releases of a list of versions and revisions, oldest first.
    public static func all(_ releases: KeyValuePairs<String, String>) -> [Release] {
        releases.enumerated().map { Release(name: $1.key, revision: $1.value, position: $0) }
    }

    /// Whether the left one came before the right one.
    public static func < (left: Release, right: Release) -> Bool {
        left.position < right.position
    }
}
