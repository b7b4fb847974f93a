import Rows

extension RowDifference {
    /// Whether the row is there and differs only in what the gateway writes by itself.
    package func isMaintenance(of table: TableDefinition) -> Bool {
        cells.map { table.upkeep.explains($0) } ?? false
    }
}

extension TableUpkeep {
    /// The time of the last change, which every write of a row sets.
    private static let changeColumn = "updated_at"
    /// How far apart, as a share of the greater one, two sums of the same numbers may be.
    private static let tolerance = 1e-9

    /// Whether the gateway itself can have made all these changes of one row.
    func explains(_ cells: [RowDifference.Cell]) -> Bool {
        // The time of a change explains nothing: something else must have changed.
        if cells.contains(where: { columns.contains($0.column) && $0.column != Self.changeColumn })
        {
            return cells.allSatisfy { columns.contains($0.column) }
        }
        guard let signature else { return cells.allSatisfy(isRounding) }
        let isSigned = { (cell: RowDifference.Cell) in
            cell.column == signature.column && cell.found?.contains(signature.mark) == true
        }
        guard cells.contains(where: isSigned) else { return false }
        let hasGrown = cells.contains { cell in
            guard cell.column == signature.countColumn, let (old, new) = cell.numbers else {
                return false
            }
            return new > old
        }
        return cells.allSatisfy { cell in
            isSigned(cell) || isRounding(cell)
                || hasGrown
                    && (cell.column == signature.countColumn
                        || recomputedColumns.contains(cell.column))
        }
    }

    /// Whether a sum differs by no more than the order of its terms explains.
    private func isRounding(_ cell: RowDifference.Cell) -> Bool {
        guard recomputedColumns.contains(cell.column), let (old, new) = cell.numbers else {
            return false
        }
        return abs(old - new) <= TableUpkeep.tolerance * max(abs(old), abs(new))
    }
}

extension RowDifference.Cell {
    /// What was generated and what was found, where both are numbers.
    fileprivate var numbers: (old: Double, new: Double)? {
        guard let old = expected.flatMap(Double.init), let new = found.flatMap(Double.init) else {
            return nil
        }
        return (old, new)
    }
}
