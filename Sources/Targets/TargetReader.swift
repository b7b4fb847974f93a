/// A connection that answers queries, used from one thread at a time.
package protocol TargetReader: AnyObject {
    /// Runs a query whose answer is a few rows of texts; NULL is an empty text.
    func queryRows(_ sql: String) throws(TargetError) -> [[String]]
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
