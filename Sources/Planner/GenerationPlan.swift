import Crypto
import Foundation
import Rows

/// The ordered batches that a recipe expands to.
///
/// Batches are not stored: a batch's rows follow from its number by arithmetic, so the plan of a
/// billion rows takes no more memory than its tables' running totals.
package struct GenerationPlan: Sendable {
    /// What it was made from.
    package let recipe: PlanRecipe
    /// What is known of the system.
    package let catalogue: Catalogue
    /// Computes the rows.
    package let dataset: Dataset
    /// The tables in loading order.
    package let tables: [TablePlan]
    /// SHA-256, in hex, over the generator's version, the recipe, and the tables' row counts.
    package let digest: String

    /// What rows are made with that no target has been bound to.
    package var unboundConstants: TargetConstants { catalogue.standaloneConstants() }

    /// Number of batches of all tables.
    package var batchCount: Int64 { tables.last.map { $0.firstBatch + $0.batchCount } ?? 0 }
    /// Number of rows of all tables.
    package var rowCount: Int64 { tables.reduce(0) { $0 + $1.rowCount } }

    /// Indexes, in ``tables``, of those whose integer keys are reserved in the target.
    package var tablesWithReservedKeys: Set<Int> {
        Set(tables.indices.filter { definition(of: $0).reservedKey != nil })
    }

    /// Indexes, in ``tables``, of those whose rows refer to earlier rows of the same table.
    package var tablesWithOwnReferences: Set<Int> {
        Set(
            tables.indices.filter { index in
                let definition = definition(of: index)
                return definition.references.contains { $0.table == definition.name }
            }
        )
    }

    /// The schema of a table of the plan.
    ///
    /// - Precondition: `table` is an index of ``tables``.
    package func definition(of table: Int) -> TableDefinition {
        guard let found = catalogue.definition(tables[table].name) else {
            preconditionFailure("a plan's table is not in its catalogue")
        }
        return found
    }

    /// The secrets that the recipe was made with and that were not given now.
    ///
    /// Keys, counts and digest are the same without them; rows are not, and must not be written.
    package var missingSecrets: [SecretUse] {
        catalogue.secrets.filter { secret in
            recipe.dataset.secrets?.byPurpose[secret.name] != nil
                && !dataset.secretPurposes.contains(secret.name)
        }
    }

    /// Expands a recipe.
    ///
    /// The catalogue has the secrets whose fingerprints the recipe has; where only keys and counts
    /// matter, they are left out.
    ///
    /// - Precondition: The batch size is 1 or more.
    /// - Complexity: O(parents) once, for the running totals: about a second for 11 million teams.
    package init(_ recipe: PlanRecipe, of catalogue: Catalogue) throws(PlanError) {
        precondition(recipe.batchSize > 0, "a batch needs at least one row")
        self.recipe = recipe
        // Before anything of that size is built.
        if let excess = catalogue.scale.excesses(recipe.dataset, tables: nil).first {
            throw PlanError.tooLarge(excess)
        }
        let dataset = catalogue.dataset(recipe.dataset)
        self.catalogue = catalogue
        self.dataset = dataset
        // Tables are made here, with the relations that they need.
        let constants = catalogue.standaloneConstants()
        let rowSizes = recipe.tables.concurrentMap { name in
            dataset.table(named: name).map { RowSize.estimate($0, constants) }
        }
        var tables: [TablePlan] = []
        var firstBatch: Int64 = 0
        for (name, rowSize) in zip(recipe.tables, rowSizes) {
            guard let table = dataset.table(named: name), let rowSize else {
                throw PlanError.unknownTable(name)
            }
            let definition = type(of: table).definition
            if definition.reservedKey != nil, table.rowCount > SizeLimits.reservedKeyCountMax {
                throw PlanError.tooLarge(
                    SizeExcess(
                        name: "rows of `\(name)`",
                        count: Double(table.rowCount),
                        most: SizeLimits.reservedKeyCountMax,
                        keys: [catalogue.scale.base.path]
                    )
                )
            }
            let plan = TablePlan(
                name: name,
                component: definition.component,
                rowCount: table.rowCount,
                firstBatch: firstBatch,
                batchCount: (table.rowCount + recipe.batchSize - 1) / recipe.batchSize,
                parents: tables.indices.filter {
                    definition.parents.contains(tables[$0].name)
                },
                rowByteCount: rowSize
            )
            firstBatch += plan.batchCount
            tables.append(plan)
        }
        if firstBatch > SizeLimits.batchCountMax {
            let least = GenerationPlan.leastBatchSize(tables.map(\.rowCount))
            throw PlanError.tooManyBatches(firstBatch, leastBatchSize: least)
        }
        self.tables = tables
        digest = try GenerationPlan.digest(
            recipe,
            tables,
            generatorVersion: catalogue.generatorVersion
        )
    }

    /// The batch of a number.
    ///
    /// - Precondition: `number` is in `0 ..< batchCount`.
    package func batch(_ number: Int64) -> PlannedBatch {
        precondition(number >= 0 && number < batchCount, "a batch's number is outside its plan")
        var index = 0
        while number >= tables[index].firstBatch + tables[index].batchCount { index += 1 }
        let first = (number - tables[index].firstBatch) * recipe.batchSize
        let end = min(first + recipe.batchSize, tables[index].rowCount)
        return PlannedBatch(number: number, table: index, rows: first..<end)
    }

    /// The least size of a batch that makes few enough batches of tables with so many rows.
    static func leastBatchSize(_ rowCounts: [Int64]) -> Int64 {
        var (low, high) = (Int64(1), SizeLimits.rowCountMax)
        while low < high {
            let middle = (low + high) / 2
            let count = rowCounts.reduce(0) { $0 + ($1 + middle - 1) / middle }
            if count <= SizeLimits.batchCountMax { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func digest(
        _ recipe: PlanRecipe,
        _ tables: [TablePlan],
        generatorVersion: Int
    ) throws(PlanError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        var hasher = SHA256()
        do {
            hasher.update(data: Data("gatefill \(generatorVersion)\n".utf8))
            hasher.update(data: try encoder.encode(recipe))
        } catch {
            throw PlanError.unencodable(error)
        }
        for table in tables {
            hasher.update(data: Data("\n\(table.name) \(table.rowCount)".utf8))
        }
        return HexDigits.text(of: hasher.finalize())
    }
}

/// One table of a plan.
package struct TablePlan: Sendable, Hashable {
    /// Name in the database.
    package let name: String
    /// Name in a profile's `generation_order`.
    package let component: String
    /// Number of rows.
    package let rowCount: Int64
    /// Number of its first batch in the plan.
    package let firstBatch: Int64
    /// Number of its batches; 0 when it has no rows.
    package let batchCount: Int64
    /// Indexes, in the plan, of the tables that its rows depend on.
    package let parents: [Int]
    /// Estimated bytes of a row, without the database's own overhead.
    package let rowByteCount: Int64

    /// Creates one; for tests of what plans are used for.
    package init(
        name: String,
        component: String,
        rowCount: Int64,
        firstBatch: Int64,
        batchCount: Int64,
        parents: [Int],
        rowByteCount: Int64
    ) {
        self.name = name
        self.component = component
        self.rowCount = rowCount
        self.firstBatch = firstBatch
        self.batchCount = batchCount
        self.parents = parents
        self.rowByteCount = rowByteCount
    }

    /// Estimated bytes of all rows.
    package var byteCount: Int64 { rowCount * rowByteCount }
}

/// One batch of a plan.
package struct PlannedBatch: Sendable, Hashable {
    /// Zero-based number in the plan.
    package let number: Int64
    /// Index of the table in the plan.
    package let table: Int
    /// Zero-based rows of the table.
    package let rows: Range<Int64>
}
