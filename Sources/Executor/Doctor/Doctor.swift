import Journal
import Planner
import Rows
import Targets

/// Finds what would keep a run from starting or ending well, before its first row.
///
/// Writes nothing: neither to the target nor to the journal.
package struct Doctor {
    private let target: any Target
    private let journalPath: String
    private let plan: GenerationPlan?

    /// A look at a target and a journal, for a plan if one is given.
    package init(_ target: any Target, journalPath: String, plan: GenerationPlan?) {
        self.target = target
        self.journalPath = journalPath
        self.plan = plan
    }

    /// Everything that was looked at, in the order in which a run meets it.
    package func findings() -> [Finding] {
        let names = definitions.map(\.name)
        let first = target.inspect(tables: names)
        // Without a connection nothing else can be said of the target.
        guard !first.contains(where: { $0.subject == "connection" && $0.level == .failed }) else {
            return first + JournalInspection(journalPath, plan: plan).findings()
        }
        let journal = JournalInspection(journalPath, plan: plan, target: target)
        return first + Finding.looking(at: "schema") { try schema() }
            + Finding.looking(at: "id ranges") { try keyRanges() }
            + Finding.looking(at: "runs") { try presentRuns(journal) }
            + disk() + journal.findings()
    }

    /// A run in the target whose rows have the keys of the plan's.
    private func presentRuns(_ journal: JournalInspection) throws -> [Finding] {
        guard let plan else { return [] }
        let runs = PresentRuns(target, journal: journal.store())
        guard let conflict = try runs.conflict(with: plan.recipe) else { return [] }
        return [
            Finding(
                "runs",
                .failed,
                conflict.text,
                hint: conflict.hint,
                command: conflict.command
            )
        ]
    }

    /// The tables of the plan, else all that gatefill fills.
    private var definitions: [TableDefinition] {
        guard let plan else { return target.catalogue.definitions }
        return plan.tables.indices.map { plan.definition(of: $0) }
    }

    private func schema() throws -> [Finding] {
        let found = try target.readSchemaIfExists()
        let missing = definitions.filter { found.tables[$0.name] == nil }
        if missing.count == definitions.count {
            return try emptyTarget(hasOtherTables: !found.tables.isEmpty)
        }
        guard missing.isEmpty else {
            return [
                Finding(
                    "schema",
                    .failed,
                    "missing tables: \(missing.map(\.name).joined(separator: ", "))",
                    hint: "Migrate the database to one of \(target.catalogue.servedReleases), or "
                        + "leave the tables out with --tables."
                )
            ]
        }
        var findings: [Finding] = []
        for definition in definitions {
            guard let table = found.tables[definition.name] else { continue }
            do {
                let match = try SchemaMatch(definition, found: table, in: target.catalogue)
                findings += match.notices.map { Finding("schema", .warning, $0) }
            } catch {
                findings.append(Finding("schema", error))
            }
        }
        if findings.isEmpty {
            findings = [
                Finding(
                    "schema",
                    .ok,
                    "\(definitions.count) tables have the columns that are filled"
                )
            ]
        }
        let release = TargetRelease(target, found)
        findings += release.notices.map { Finding("schema", .warning, $0) }
        findings += Finding.looking(at: "permissions") { try permissions(found) }
        guard let kind = target.catalogue.systemRows.first?.kind else { return findings }
        return findings
            + Finding.looking(at: kind) {
                let identifiers = try TargetPreparation.systemRowIdentifiers(
                    target,
                    found,
                    tables: definitions.map(\.name)
                )
                guard identifiers != nil else { return [] }
                return [Finding(kind, .ok, "the gateway's system \(kind) are there")]
            }
    }

    /// What the account lacks, step by step; without a plan as for rows in every table.
    private func permissions(_ schema: TargetSchema) throws -> [Finding] {
        let rights =
            try plan.map { try RunRights($0, in: schema, of: target) }
            ?? RunRights(definitions.map { ($0, 1) }, in: schema, of: target)
        guard !rights.missing.isEmpty else {
            return [
                Finding("permissions", .ok, "this account can generate, verify and clean up")
            ]
        }
        return rights.missing.map { Finding("permissions", .failed, $0.text, hint: $0.hint) }
    }

    private func emptyTarget(hasOtherTables: Bool) throws -> [Finding] {
        if target.createsTablesWhenEmpty && !hasOtherTables {
            return [Finding("schema", .ok, "no tables yet; they will be created")]
        }
        return [
            Finding(
                "schema",
                .failed,
                "the database has no tables of \(target.catalogue.system)",
                hint:
                    "Let the gateway create them (`python -m mcpgateway.bootstrap_db`), or generate "
                    + "with `--create-schema`."
            )
        ]
    }

    private func keyRanges() throws -> [Finding] {
        let found = try target.readSchemaIfExists()
        var findings: [Finding] = []
        for definition in definitions where found.tables[definition.name] != nil {
            guard let key = definition.reservedKey else { continue }
            let range = try target.readKeyRange(table: definition.name, column: key.name)
            let planned = plan?.tables.first { $0.name == definition.name }?.rowCount ?? 0
            findings.append(range.finding(table: definition.name, count: planned))
        }
        // One line when all is well.
        let notable = findings.filter { $0.level != .ok }
        guard notable.isEmpty, !findings.isEmpty else { return notable }
        return [Finding("id ranges", .ok, "\(findings.count) tables have integer keys left")]
    }

    /// The target's disk, where it can be seen: twice the rows, for indexes and what is written
    /// ahead.
    private func disk() -> [Finding] {
        guard let path = target.localDataPath else {
            return [
                Finding("target's disk", .ok, "not known: the server's files are not seen here")
            ]
        }
        let rows = plan.map { $0.tables.reduce(0) { $0 + $1.byteCount } }
        return [
            FreeSpace.finding(
                "target's disk",
                path: path,
                neededByteCount: rows.map { $0 * 2 } ?? Doctor.byteCountMin
            )
        ]
    }

    /// What is asked for when no plan says how much will be written.
    static let byteCountMin: Int64 = 100_000_000
}
