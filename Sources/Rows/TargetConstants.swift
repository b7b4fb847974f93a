/// What only the target knows and rows depend on: the release of the system, the ids of its system
/// rows, and where the blocks of integer keys begin that are reserved for the run.
///
/// Read when a run is bound to its target, kept in the journal, and used for every row of the run.
/// `gatefill digest` ignores the columns with ids and reserved keys, but not the few cells that
/// depend on the release.
public struct TargetConstants: Sendable {
    /// The release of the system whose rows these are.
    public let release: Release
    /// Ids of system rows, in the order of ``Catalogue/systemRows``.
    private let identifiers: WordList?
    /// The first key of the block that is reserved in each table, by table name.
    public private(set) var firstKeys: [String: Int64] = [:]

    /// The constants of a target of a release, with the ids of its system rows in the order of
    /// ``Catalogue/systemRows``.
    public init(release: Release, identifiers: [String]) {
        self.release = release
        precondition(!identifiers.contains(""), "a system row has an empty id")
        self.identifiers =
            identifiers.isEmpty ? nil : WordList(identifiers.joined(separator: "\n"))
    }

    /// The same with the first key of the block that is reserved in each table, by table name.
    public func reserving(_ firstKeys: [String: Int64]) -> TargetConstants {
        var copy = self
        copy.firstKeys = firstKeys
        return copy
    }

    /// The first key of a table's block; 1 where none is reserved.
    public func firstKey(of table: String) -> Int64 {
        firstKeys[table] ?? 1
    }

    /// The id of the system row at a position, as bytes.
    @inline(__always)
    public func identifier(_ position: Int) -> UnsafeRawBufferPointer {
        guard let identifiers else { preconditionFailure("the catalogue has no system rows") }
        return identifiers[position]
    }

    /// The id of the system row at a position.
    public func text(_ position: Int) -> String {
        String(decoding: identifier(position), as: UTF8.self)
    }
}
