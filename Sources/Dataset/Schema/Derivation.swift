/// How rows come into a table that nobody makes: the gateway derives them from what happens to the
/// rows that they refer to, such as the sums of a tool's calls or the sign-ins of a user.
package struct Derivation: Sendable {
    /// The referring columns that decide what a row is derived from; nil for all that the table
    /// has.
    package let columns: [String]?
    /// The column that only rows of that kind fill; nil when all rows are derived.
    package let markColumn: String?
    /// The column with the key of an object of any kind.
    package let objectColumn: String?
    /// Columns with the address of a user, beside the table's references.
    package let personColumns: [String]
    /// The column with a document that names the owner.
    package let ownerDocument: OwnerDocument?

    /// A column whose text is the address of a user between two fixed texts.
    package struct OwnerDocument: Sendable {
        package let column: String
        package let prefix: String
        package let suffix: String
    }

    init(
        columns: [String]? = nil,
        markColumn: String? = nil,
        objectColumn: String? = nil,
        personColumns: [String] = [],
        ownerDocument: OwnerDocument? = nil
    ) {
        self.columns = columns
        self.markColumn = markColumn
        self.objectColumn = objectColumn
        self.personColumns = personColumns
        self.ownerDocument = ownerDocument
    }

    /// What the object column may hold: columns of the tables of objects.
    package static let objectKeys: [(table: String, column: String)] = [
        ("email_users", "email"), ("email_users", "id"), ("email_teams", "id"),
        ("email_api_tokens", "id"), ("gateways", "id"), ("tools", "id"), ("resources", "id"),
        ("prompts", "id"), ("servers", "id"), ("a2a_agents", "id"),
    ]
}
