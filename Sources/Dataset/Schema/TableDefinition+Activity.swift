extension TableDefinition {
    /// A count of a profile's `scale` that shows in a table: how many rows each parent has.
    package struct ChildCount: Sendable {
        /// What the rows are counted for.
        package enum Parents: Sendable {
            /// The rows that the column refers to, also those without any.
            case all
            /// The teams that are not personal.
            case additionalTeams
            /// Those that have any.
            case withAny
        }

        /// The count's name in a profile, without `scale.`, such as `tokens_per_user`.
        package let name: String
        /// The column that refers to what the rows are counted for.
        package let column: String
        /// What the rows are counted for.
        package let parents: Parents
        /// The distribution that a configuration asks for.
        package let distribution: @Sendable (DatasetConfiguration) -> CountDistribution

        init(
            _ name: String,
            by column: String,
            of parents: Parents = .all,
            _ distribution: @escaping @Sendable (DatasetConfiguration) -> CountDistribution
        ) {
            self.name = name
            self.column = column
            self.parents = parents
            self.distribution = distribution
        }
    }

    /// A column that says when something last happened to a row, as the rows of another table do.
    package struct LastEvent: Sendable {
        /// The column.
        package let column: String
        /// The table of the events, which refers to this one.
        package let events: String
        /// Which events count, as a condition of SQL.
        package let condition: String

        init(_ column: String, in events: String, where condition: String) {
            self.column = column
            self.events = events
            self.condition = condition
        }
    }

    /// What of a column names the domain of a row's owner, in a table without a column for the
    /// owner's address.
    package enum OwnerSign: Sendable {
        /// The end of an address.
        case address(String)
        /// An address in a JSON document.
        case quotedAddress(String)
        /// The end of a host's name.
        case host(String)
        /// The host of a URL.
        case url(String)

        /// The column.
        package var column: String {
            switch self {
            case .address(let column), .quotedAddress(let column), .host(let column),
                .url(let column):
                column
            }
        }
    }
}
