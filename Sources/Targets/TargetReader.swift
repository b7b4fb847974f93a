/// A connection that answers queries, used from one thread at a time.
package protocol TargetReader: AnyObject {
    /// Runs a query whose answer is a few rows of texts; NULL is an empty text.
    func queryRows(_ sql: String) throws(TargetError) -> [[String]]

    /// Keeps distinct texts for later queries of this reader to look values up in.
    ///
    /// Nothing is written to the database. What one reader keeps, others do not know.
    ///
    /// - Complexity: O(texts) once; PostgreSQL receives them again with every query that names
    ///   them.
    func keep(_ texts: some Sequence<String>) throws(TargetError) -> TextSet
}

/// A set of texts that a reader keeps for its queries.
package struct TextSet: Sendable {
    private let membership: @Sendable (String) -> String

    /// A set for which `membership` gives the condition that a value is a member.
    package init(_ membership: @escaping @Sendable (_ value: String) -> String) {
        self.membership = membership
    }

    /// The condition, in SQL, that a value is a member; NULL where the value is NULL.
    package func contains(_ value: String) -> String { membership(value) }
}

extension TargetReader {
    /// Runs a query whose answer is one whole number.
    package func queryInteger(_ sql: String) throws(TargetError) -> Int64 {
        guard let value = try queryRows(sql).first?.first.flatMap({ Int64($0) }) else {
            throw TargetError(
                code: "unexpected-answer",
                message: "could not read a whole number from the target's answer"
            )
        }
        return value
    }
}

extension Target {
    /// Runs a query whose answer is one whole number, on a connection of its own.
    package func queryInteger(_ sql: String) throws(TargetError) -> Int64 {
        try openReader().queryInteger(sql)
    }

    /// Runs a query whose answer is a few rows of texts, on a connection of its own.
    package func queryRows(_ sql: String) throws(TargetError) -> [[String]] {
        try openReader().queryRows(sql)
    }
}
