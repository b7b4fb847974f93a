extension TableDefinition {
    /// A count of a profile's `scale` that shows in a table: how many rows each parent has.
    public struct ChildCount: Sendable {
        /// What the rows are counted for.
        public enum Parents: Sendable {
            /// The rows that the column refers to, also those without any.
            case all
            /// The rows that the column refers to for which a condition of SQL holds, under
            /// the alias `counted`.
            case those(where: String)
            /// Those that have any.
            case withAny
        }

        /// The count.
        public let key: CountKey
        /// The column that refers to what the rows are counted for.
        public let column: String
        /// What the rows are counted for.
        public let parents: Parents

        /// Declares where a count shows.
        public init(_ key: CountKey, by column: String, of parents: Parents = .all) {
            self.key = key
            self.column = column
            self.parents = parents
        }
    }

    /// A column that says when something last happened to a row, as the rows of another table do.
    public struct LastEvent: Sendable {
        /// The column.
        public let column: String
        /// The table of the events, which refers to this one.
        public let events: String
        /// Which events count, as a condition of SQL.
        public let condition: String

        /// Declares a column with the last of some events.
        public init(_ column: String, in events: String, where condition: String) {
            self.column = column
            self.events = events
            self.condition = condition
        }
    }

    /// What of a column names the domain of a row's owner, in a table without a column for the
    /// owner's address.
    public enum OwnerSign: Sendable {
        /// The end of an address.
        case address(String)
        /// An address in a JSON document.
        case quotedAddress(String)
        /// The end of a host's name.
        case host(String)
        /// The host of a URL.
        case url(String)

        /// The column.
        public var column: String {
            switch self {
            case .address(let column), .quotedAddress(let column), .host(let column),
                .url(let column):
                column
            }
        }
    }

    /// What a plot of a run shows of a table.
    public enum Plot: Sendable {
        /// When rows are made, beside what the timeline plans for a generation.
        case creations(Timeline.Generation)
        /// When people work.
        case activity
    }

    /// Rows that load tests are given.
    public struct Fixture: Sendable {
        /// One value that is written of a row.
        public struct Field: Sendable {
            /// The name that load tests see.
            public let title: String
            /// The column of the table.
            public let column: String

            /// A column, under a name of its own if one is given.
            public init(_ title: String, of column: String? = nil) {
                self.title = title
                self.column = column ?? title
            }
        }

        /// What a column of a row must hold for the system to serve it.
        public enum Condition: Sendable {
            case isTrue(String)
            case isNull(String)

            /// The column.
            public var column: String {
                switch self {
                case .isTrue(let column), .isNull(let column): column
                }
            }
        }

        /// What is written of a row, in order.
        public let fields: [Field]
        /// What must hold for a row to be served.
        public let conditions: [Condition]

        /// Declares what is written of a table's rows.
        public init(_ fields: [Field], where conditions: [Condition] = []) {
            self.fields = fields
            self.conditions = conditions
        }
    }
}
