import ArgumentParser
import ContextForge
import Executor
import Foundation
import Rows
import Targets

/// Deletes rows without a journal: what a domain's users own, or all of the tables.
struct WipeDriver {
    let target: any WipeTarget
    /// The options that name the target, for the commands that are suggested.
    let targetWords: [String]
    /// Whether everything that is deleted comes back.
    let isDryRun: Bool
    let printsJSON: Bool
    /// Whether the database is to give the room of the rows back.
    let vacuums: Bool
    /// What is said on the way.
    let progress: ProgressOptions

    /// Deletes what users of a domain own, down to the parts of what they own.
    ///
    /// Throws the exit status when rows are kept.
    func deleteOwned(by domain: String, _ foreignRows: CleanupPolicy.ForeignRows) throws {
        let graph = try knownGraph()
        try target.refuseHiddenRows(graph)
        let isWhole = try restoreIndexes(skipsViolations: true)
        let ownership = DomainOwnership(domain: domain, in: graph)
        if !isDryRun {
            progress.notice("deleting what users of \(domain) own in \(target.display)")
        }
        let before = try target.readSpace(ownership.tables)
        let started = ContinuousClock.now
        var rows: [OwnedRows] = []
        do {
            try target.deleteOwned(
                by: ownership,
                in: graph,
                foreignRows,
                isDryRun: isDryRun
            ) { rows.append($0) }
        } catch {
            // What was asked for, not a target that cannot be used.
            guard error.code == "foreign-row" else { throw error }
            Terminal.writeError(error, journal: nil)
            throw ExitCode(ExitStatus.failed.rawValue)
        }
        let seconds = Double((ContinuousClock.now - started).microseconds) / 1e6
        // What the rows of before forbade.
        if !isWhole { try restoreIndexes() }
        if vacuums && !isDryRun { try target.vacuum(ownership.tables) }
        let report = WipeReport(
            domain: domain,
            target: target.display,
            isDryRun: isDryRun,
            rows: rows.filter { $0.ownedCount > 0 },
            unattributed: try unattributedRows(ownership, graph),
            seconds: seconds,
            space: SpaceReport(
                before: before,
                after: try target.readSpace(ownership.tables),
                vacuumed: vacuums && !isDryRun,
                advice: "To reclaim the space of deleted rows, add --vacuum."
            )
        )
        Terminal.write(printsJSON ? try JSONText.of(report) : report.text)
        try finish(keeping: report.kept)
    }

    /// The tables that gatefill fills whose rows name no owner, with their rows if there are any.
    private func unattributedRows(
        _ ownership: DomainOwnership,
        _ graph: ReferenceGraph
    ) throws -> [(table: String, rowCount: Int64)] {
        let owned = Set(ownership.tables)
        return try target.catalogue.definitions.map(\.name)
            .filter { graph.has(table: $0) && !owned.contains($0) }
            .map { ($0, try rowCount($0, graph)) }
            .filter { $0.1 > 0 }
    }

    private func rowCount(_ table: String, _ graph: ReferenceGraph) throws -> Int64 {
        try target.queryInteger(
            "SELECT count(*) FROM \(graph.schema.qualifiedName(of: table))"
                + target.catalogue.systemRowExclusion(from: table)
        )
    }

    /// Throws ``ExitStatus/partial`` if rows were kept.
    private func finish(keeping count: Int64) throws {
        guard count > 0 && !isDryRun else { return }
        try Terminal.checkWritten()
        throw ExitCode(ExitStatus.partial.rawValue)
    }

    /// Empties every table that gatefill fills, except for system rows, and every table that
    /// refers to one of them by a foreign key, if `confirmedName`, or what is typed at the
    /// terminal, is the database's name.
    func truncate(confirmedName: String?) throws {
        let graph = try knownGraph()
        try target.refuseHiddenRows(graph)
        let tables = WipeDriver.truncatedTables(graph)
        var emptied = try tables.map { table in
            EmptiedTable(name: table, rowCount: try rowCount(table, graph))
        }
        if !isDryRun {
            try confirm(confirmedName)
            // Empty tables violate nothing, but the definitions are in the ledger until it is
            // dropped.
            let left = try target.truncate(tables, dropsLedger: false)
            for index in emptied.indices {
                emptied[index].keptCount = left[emptied[index].name] ?? 0
                guard emptied[index].keptCount > 0 else { continue }
                emptied[index].reason = try target.reasonForLeftRows(of: emptied[index].name)
            }
            try restoreIndexes()
            // The ledger still describes the rows that are left.
            if emptied.allSatisfy({ $0.keptCount == 0 }) {
                _ = try target.truncate([], dropsLedger: true)
            }
            if vacuums { try target.vacuum(tables) }
        }
        let report = TruncationReport(emptied, target: target.display, isDryRun: isDryRun)
        Terminal.write(printsJSON ? try JSONText.of(report) : report.text)
        try finish(keeping: report.kept)
    }

    /// Restores what an interrupted run has left suspended: which rows refer to others is read off
    /// the foreign keys, and the ledger, which knows them, may go.
    ///
    /// - Returns: Whether all is there again.
    @discardableResult
    private func restoreIndexes(skipsViolations: Bool = false) throws -> Bool {
        guard !isDryRun else { return true }
        let (restored, violations) = try IndexRecovery.restoreByLedger(
            of: target,
            skipsViolations: skipsViolations
        )
        if !restored.isEmpty {
            progress.notice("\(restored.count) suspended indexes and constraints are restored")
        }
        return violations.isEmpty
    }

    /// The tables, parents that are not in the list left alone.
    static func truncatedTables(_ graph: ReferenceGraph) -> [String] {
        var tables = graph.catalogue.definitions.map(\.name).filter { graph.has(table: $0) }
        var position = 0
        while position < tables.count {
            for child in graph.declaredChildren(of: tables[position])
            where !tables.contains(child) { tables.append(child) }
            position += 1
        }
        return tables
    }

    private func knownGraph() throws -> ReferenceGraph {
        let graph = ReferenceGraph(
            try target.readSchema(),
            declared: try target.readForeignKeys(),
            of: target.catalogue
        )
        guard target.catalogue.definitions.contains(where: { graph.has(table: $0.name) }) else {
            throw TargetError(
                code: "not-a-contextforge-database",
                message: "could not find a table of \(target.catalogue.system) in the target",
                hint: "Check --target and DATABASE_URL."
            )
        }
        return graph
    }

    private func confirm(_ given: String?) throws {
        let name = try target.readDatabaseName()
        var typed = given
        if typed == nil, isatty(STDIN_FILENO) == 1 {
            Terminal.writeError("type the name of the database to empty it:")
            typed = readLine()
        }
        guard typed == name else {
            throw RunFailure(
                code: "name-not-confirmed",
                message: "could not empty \(target.display): its name was not confirmed",
                detail: "its name is `\(name)`",
                hint: "Confirm with the name of the database.",
                command: ["cleanup", "--truncate", "--confirm"]
                    + SuggestedCommand.option("--yes-truncate", name) + targetWords
                    + (vacuums ? ["--vacuum"] : [])
            )
        }
    }
}
