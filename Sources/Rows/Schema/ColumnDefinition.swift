/// What the values of a column are, whatever the database calls its type.
public enum ColumnKind: Sendable, Hashable {
    /// Characters, at most `lengthMax` when the schema limits them.
    case text(lengthMax: Int?)
    /// A JSON document as text.
    case json
    /// Bytes.
    case binary
    /// True or false.
    case boolean
    /// A 32-bit integer.
    case integer
    /// A 64-bit floating-point number.
    case double
    /// A moment, in microseconds since 1970-01-01 UTC.
    case timestamp

    /// Whether a batch stores the values as bytes in its arena.
    public var isText: Bool {
        switch self {
        case .text, .json, .binary: true
        case .boolean, .integer, .double, .timestamp: false
        }
    }
}

/// A column of a table.
public struct ColumnDefinition: Sendable {
    /// Name in the database.
    public let name: String
    /// What its values are.
    public let kind: ColumnKind
    /// Whether it may be NULL in generated rows.
    public let isNullable: Bool
    /// Whether gatefill writes it; otherwise the database's default, NULL, stays.
    public let isFilled: Bool
    /// Whether its values are the target's own, such as the ids of its roles: they differ from
    /// target to target, and digests leave them out.
    public let isTargetOwn: Bool
    /// Whether its values are whole numbers out of a block that is reserved in the target.
    public let isReservedKey: Bool
    /// Whether its values are NULL unless the encryption secret is given.
    public let needsEncryption: Bool
    /// Whether gatefill can do without it when a target of another version lacks it.
    public let isOptional: Bool

    private init(
        _ name: StaticString,
        _ kind: ColumnKind,
        isNullable: Bool,
        isFilled: Bool,
        isOptional: Bool,
        isTargetOwn: Bool = false,
        isReservedKey: Bool = false,
        needsEncryption: Bool = false
    ) {
        self.name = name.description
        self.kind = kind
        self.isNullable = isNullable
        self.isFilled = isFilled
        self.isOptional = isOptional
        self.isTargetOwn = isTargetOwn
        self.isReservedKey = isReservedKey
        self.needsEncryption = needsEncryption
    }

    /// A column that is never NULL and that gatefill cannot do without.
    public static func required(_ name: StaticString, _ kind: ColumnKind) -> ColumnDefinition {
        ColumnDefinition(
            name,
            kind,
            isNullable: false,
            isFilled: true,
            isOptional: false
        )
    }

    /// A required column whose values are the target's own.
    public static func targetOwn(_ name: StaticString, _ kind: ColumnKind) -> ColumnDefinition {
        ColumnDefinition(
            name,
            kind,
            isNullable: false,
            isFilled: true,
            isOptional: false,
            isTargetOwn: true
        )
    }

    /// The primary key of a table whose keys the database counts: a run reserves a block of them,
    /// and a row's key is the block's first plus the row's index.
    public static func reservedKey(_ name: StaticString) -> ColumnDefinition {
        ColumnDefinition(
            name,
            .integer,
            isNullable: false,
            isFilled: true,
            isOptional: false,
            isTargetOwn: true,
            isReservedKey: true
        )
    }

    /// A column that gatefill fills, left out with a notice where the target lacks it.
    public static func optional(
        _ name: StaticString,
        _ kind: ColumnKind,
        isNullable: Bool = true
    ) -> ColumnDefinition {
        ColumnDefinition(
            name,
            kind,
            isNullable: isNullable,
            isFilled: true,
            isOptional: true
        )
    }

    /// A column that stays NULL unless the encryption secret is given.
    public static func credential(_ name: StaticString, _ kind: ColumnKind) -> ColumnDefinition {
        ColumnDefinition(
            name,
            kind,
            isNullable: true,
            isFilled: true,
            isOptional: true,
            needsEncryption: true
        )
    }

    /// A column that stays NULL in generated rows.
    public static func unfilled(_ name: StaticString, _ kind: ColumnKind) -> ColumnDefinition {
        ColumnDefinition(
            name,
            kind,
            isNullable: true,
            isFilled: false,
            isOptional: true
        )
    }
}
