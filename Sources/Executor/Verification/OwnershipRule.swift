import Rows

/// How the rows of a run are recognised in a table.
enum OwnershipRule: Equatable {
    /// The integer key is in the block that was reserved for the run.
    case reservedKey(column: String)
    /// The row names the run as the import that it came with.
    case importIdentifier(column: String)
    /// The row names a user whose address is one of the run's.
    case address(column: String)
    /// The row has a document that is an address of the run's between two fixed texts.
    case ownerDocument(column: String, prefix: String, suffix: String)
    /// The row refers to a row of the run.
    case parent(column: String, table: String, key: String)
    /// The key is one of those that the run makes.
    case plannedKey(column: String)

    /// The column that decides; if its value is damaged, the row is not recognised.
    var column: String {
        switch self {
        case .reservedKey(let column), .importIdentifier(let column), .address(let column),
            .ownerDocument(let column, _, _), .parent(let column, _, _),
            .plannedKey(let column):
            column
        }
    }

    /// The rule of a table; `present` are the tables that a row's parent may be in.
    init(_ definition: TableDefinition, among present: Set<String>, _ accounts: Accounts) {
        if let key = definition.reservedKey {
            self = .reservedKey(column: key.name)
        } else if let importColumn = definition.importColumn {
            self = .importIdentifier(column: importColumn)
        } else if let related = OwnershipRule(
            relatedRowsOf: definition,
            among: present,
            accounts
        ) {
            self = related
        } else if let document = definition.derivation?.ownerDocument {
            self = .ownerDocument(
                column: document.column,
                prefix: document.prefix,
                suffix: document.suffix
            )
        } else {
            self = .plannedKey(column: definition.primaryKey[0])
        }
    }

    /// The rule for rows that refer to a user or another row of the run, whoever made them; nil for
    /// tables whose rows refer to none.
    init?(
        relatedRowsOf definition: TableDefinition,
        among present: Set<String>,
        _ accounts: Accounts
    ) {
        let table = definition.name
        let users = accounts.table
        let required = definition.references.filter { reference in
            definition.columns.contains { $0.name == reference.column && !$0.isNullable }
        }
        let isAddress = { (reference: TableDefinition.Reference) in
            reference.table == users && reference.key == accounts.addressColumn
        }
        // Where the schema lets every reference be NULL, who did something is filled all the same.
        let actor = definition.references.first {
            $0.column == accounts.actorColumn && isAddress($0)
        }
        if table == users {
            self = .address(column: accounts.addressColumn)
        } else if let address = required.first(where: isAddress)
            ?? (required.isEmpty ? actor : nil)
        {
            self = .address(column: address.column)
        } else if let parent = required.first(where: {
            $0.table != table && present.contains($0.table)
        }) {
            self = .parent(column: parent.column, table: parent.table, key: parent.key)
        } else {
            return nil
        }
    }
}
