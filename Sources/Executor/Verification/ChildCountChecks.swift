import Planner
import Rows
import Targets

/// Compares the number of rows of every parent with the plan.
///
/// The database groups parents by their number of rows; only these groups and the sums of the keys'
/// checksums are transferred.
struct ChildCountChecks {
    private let tables: VerifiedTables
    private let removed: RemovedRows
    private let target: any Target

    init(
        _ tables: VerifiedTables,
        _ removed: RemovedRows = RemovedRows(),
        target: any Target
    ) {
        self.tables = tables
        self.removed = removed
        self.target = target
    }

    /// A check of every rule whose tables are there.
    func steps(_ reader: any TargetReader) -> [CheckStep] {
        ChildCountRule.all(tables.plan.catalogue).compactMap { rule in
            guard isPlanned(rule), source(rule) != nil else { return nil }
            return CheckStep(check: .distributions, subject: rule.name) {
                if let reason = reasonToSkip(rule) { return .notApplicable(reason: reason) }
                guard let found = try counted(rule, reader), let planned = planned(rule) else {
                    return .notApplicable(reason: "the target lacks a table")
                }
                return measure(rule, found: found, planned: planned)
            }
        }
    }

    private func measure(
        _ rule: ChildCountRule,
        found: ParentTally,
        planned: ParentTally
    ) -> CheckResult.Measure {
        let misplacedCount: Int64
        switch found.difference(from: planned) {
        case .none: misplacedCount = 0
        case .misplaced(let count): misplacedCount = count
        case .rowCount:
            guard sums(of: rule) != nil else {
                return .notApplicable(reason: "rows are missing or too many, see counts")
            }
            // No other check counts calls.
            misplacedCount = abs(found.counts.rowCount - planned.counts.rowCount)
        }
        return .rowsOfParents(
            CheckResult.Placement(
                misplacedCount: misplacedCount,
                plannedMean: planned.counts.mean,
                mean: found.counts.completed(to: planned.counts.parentCount).mean
            )
        )
    }

    /// Whether the plan has the table and parents for its rows.
    private func isPlanned(_ rule: ChildCountRule) -> Bool {
        tables.contains(rule.table)
            && (tables.plan.dataset.table(named: rule.table)?.parents?.parentCount ?? 0) > 0
    }

    /// The counts that ``steps(_:)`` judge, for plots.
    func survey(_ reader: any TargetReader) throws(TargetError) -> [SurveyedCounts] {
        var surveyed: [SurveyedCounts] = []
        for rule in ChildCountRule.all(tables.plan.catalogue) {
            guard let found = try counted(rule, reader), let planned = rule.planned(tables.plan)
            else { continue }
            surveyed.append(
                SurveyedCounts(
                    rule,
                    tables.plan,
                    planned: planned,
                    found: found.counts.completed(to: planned.parentCount)
                )
            )
        }
        return surveyed
    }

    /// The table that sums up the rows of a rule; nil when there is none.
    private func sums(of rule: ChildCountRule) -> TableDefinition? {
        tables.definitions.first { $0.rollUp?.events == rule.table }
    }

    /// Why the rows of a rule cannot be counted any more; nil when they can.
    private func reasonToSkip(_ rule: ChildCountRule) -> String? {
        let sums = sums(of: rule)
        if sums == nil,
            let missing = tables.plan.catalogue.definitions.first(where: {
                $0.rollUp?.events == rule.table
            })
        {
            return "the plan has no \(missing.name)"
        }
        if let sums, removed.tables[sums.name] != nil {
            return "the gateway has removed rows of \(sums.name)"
        }
        switch removed.tables[rule.table]?.substitute {
        case nil, .sums: return nil
        case .nothing: return "the gateway has removed rows of \(rule.table)"
        case .sharedSums(let table):
            return "the gateway has rolled them up in \(table) together with other calls"
        }
    }

    /// What the plan has; nil where it has no such parents.
    private func planned(_ rule: ChildCountRule) -> ParentTally? {
        let dataset = tables.plan.dataset
        guard let parents = dataset.table(named: rule.table)?.parents, parents.parentCount > 0,
            let reference = tables.definition(rule.table)?.references.first(where: {
                $0.column == rule.column
            }), let table = dataset.table(named: reference.table)
        else { return nil }
        return ParentTally(
            parents,
            of: table,
            key: reference.key,
            checksum: checksum(rule),
            constants: tables.plan.unboundConstants
        )
    }

    /// The checksum for the keys that the rows of a rule name.
    private func checksum(_ rule: ChildCountRule) -> KeyChecksum {
        let users = tables.plan.catalogue.accounts.table
        let isAddress = tables.definition(rule.table)?.references.contains {
            $0.column == rule.column && $0.table == users
        }
        return isAddress == true ? .address : .identifier
    }

    /// What the target has; nil where it lacks a table.
    private func counted(
        _ rule: ChildCountRule,
        _ reader: any TargetReader
    ) throws(TargetError) -> ParentTally? {
        guard let source = source(rule) else { return nil }
        return ParentTally(
            try reader.queryRows(
                """
                SELECT size, count(*), sum(\(checksum(rule).sql("parent", target.dialect)))
                FROM (\(source)) AS sizes GROUP BY size ORDER BY size
                """
            )
        )
    }

    /// A query with every parent that has rows, and their number in the column `size`.
    private func source(_ rule: ChildCountRule) -> String? {
        guard let table = tables.definition(rule.table) else { return nil }
        if case .rows(let parents) = rule.parents, !tables.contains(parents) { return nil }
        let column = "\"\(rule.column)\""
        let sums = sums(of: rule)
        let own = tables.ownRows(of: table.name)
        if let sums {
            let ownSums = tables.ownRows(of: sums.name)
            let end = tables.plan.dataset.retention.endOfSums
            let time = table.creationColumn.map { "\"\($0)\"" } ?? ""
            let unsummed = end == .min ? "" : "AND \(time) >= \(target.momentLiteral(end))"
            return """
                SELECT object AS parent, sum(calls) AS size FROM (
                    SELECT \(column) AS object, sum("total_count") AS calls
                    FROM \(tables.name(of: sums.name)) AS sums WHERE \(ownSums.condition("sums"))
                    GROUP BY \(column)
                    \(rolledUp(rule, in: sums, own: ownSums))
                    UNION ALL
                    SELECT \(column), count(*) FROM \(tables.name(of: table.name)) AS single
                    WHERE \(own.condition("single")) \(end == .max ? "AND 1 = 0" : unsummed)
                    GROUP BY \(column)) AS objects
                GROUP BY object
                """
        }
        var conditions = [own.condition("child"), "child.\(column) IS NOT NULL"]
        var join = ""
        if case .those(let parents, let key, let condition) = rule.parents {
            join =
                "JOIN \(tables.name(of: parents)) AS counted ON counted.\"\(key)\" = child.\(column)"
            conditions.append(condition)
        }
        return """
            SELECT child.\(column) AS parent, count(*) AS size FROM \(tables.name(of: table.name)) AS child \(join)
            WHERE \(conditions.joined(separator: " AND ")) GROUP BY child.\(column)
            """
    }

    /// The part of a query that adds the sums by which the gateway has replaced single calls.
    private func rolledUp(
        _ rule: ChildCountRule,
        in sums: TableDefinition,
        own: OwnRows
    ) -> String {
        guard let hours = removed.tables[rule.table]?.hours, let rollUp = sums.rollUp else {
            return ""
        }
        return """
            UNION ALL
            SELECT "\(rule.column)", sum("total_count") FROM \(tables.name(of: sums.name)) AS sums
            WHERE NOT (\(own.condition("sums"))) AND \(hours.condition("sums.\"hour_start\"", target))
                AND \(tables.sumsOfOwnObjects(sums, rollUp, as: "sums"))
            GROUP BY "\(rule.column)"
            """
    }
}
