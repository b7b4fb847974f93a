/// How rows come into a table that nobody makes: the system derives them from what happens to the
/// rows that they refer to, such as the sums of calls or the sign-ins of a user.
public struct Derivation: Sendable {
    /// The referring columns that decide what a row is derived from; nil for all that the table
    /// has.
    public let columns: [String]?
    /// The column that only rows of that kind fill; nil when all rows are derived.
    public let markColumn: String?
    /// The column with the key of an object of any kind.
    public let objectColumn: String?
    /// What that may hold: columns of the tables of objects.
    public let objectKeys: [(table: String, column: String)]
    /// Columns with the address of a user, beside the table's references.
    public let personColumns: [String]
    /// The column with a document that names the owner.
    public let ownerDocument: OwnerDocument?

    /// A column whose text is the address of a user between two fixed texts.
    public struct OwnerDocument: Sendable {
        /// The column.
        public let column: String
        /// What stands before the address.
        public let prefix: String
        /// What stands after it.
        public let suffix: String

        /// Creates one; see the properties.
        public init(column: String, prefix: String, suffix: String) {
            self.column = column
            self.prefix = prefix
            self.suffix = suffix
        }
    }

    /// Declares how rows are derived; see the properties.
    public init(
        columns: [String]? = nil,
        markColumn: String? = nil,
        objectColumn: String? = nil,
        objectKeys: [(table: String, column: String)] = [],
        personColumns: [String] = [],
        ownerDocument: OwnerDocument? = nil
    ) {
        self.columns = columns
        self.markColumn = markColumn
        self.objectColumn = objectColumn
        self.objectKeys = objectKeys
        self.personColumns = personColumns
        self.ownerDocument = ownerDocument
    }
}
