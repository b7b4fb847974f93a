/// Knows which values the rows of a run have.
package protocol GeneratedValues: Sendable {
    /// Those of `values` that rows which the run generates have in a column of a table.
    ///
    /// - Complexity: O(values × log rows); the first question about a column that is not a primary
    ///   key may cost O(rows).
    func generated(_ values: Set<String>, table: String, column: String) -> Set<String>
}
