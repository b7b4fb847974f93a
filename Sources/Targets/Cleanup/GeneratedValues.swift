/// Knows which values the rows of a run have.
package protocol GeneratedValues: Sendable {
    /// The subset of `values` that the run generates in a column of a table.
    ///
    /// - Complexity: O(values × log rows); the first question about a column that is not a primary
    ///   key may cost O(rows).
    func generated(_ values: Set<String>, table: String, column: String) -> Set<String>
}
