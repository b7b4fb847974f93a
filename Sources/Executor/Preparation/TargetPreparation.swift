import Planner
import Rows
import Targets

/// Makes sure that a target can take the tables of a plan.
package struct TargetPreparation: Sendable {
    /// How each table of the plan is written, in the plan's order.
    package let matches: [SchemaMatch]
    /// Names of the plan's tables.
    package let tableNames: [String]
    /// Digest of the tables as they are in the target.
    package let fingerprint: String
    /// The same tables line by line, for saying what has changed.
    package let schemaLines: [String]
    /// What only the target knows and rows depend on.
    package let constants: TargetConstants
    /// Columns that are left out or unknown, and missing rights, one sentence each.
    package let notices: [String]
    /// What the user should know about the release that new rows follow.
    package let releaseNotices: [String]

    /// Reads the target's schema and compares it with the plan, creating the gateway's tables, as
    /// requested, in a database that holds none of them.
    ///
    /// - Throws: ``Targets/TargetError`` before anything is changed, if the target cannot take the
    ///   plan.
    package init(
        _ plan: GenerationPlan,
        target: any Target,
        schema request: SchemaRequest
    )
        throws(TargetError)
    {
        let names = plan.tables.map(\.name)
        var schema = try target.readSchemaIfExists()
        let missing = names.filter { schema.tables[$0] == nil }
        let missingRights = try RunRights(plan, in: schema, of: target).missing
        if let refused = missingRights.first(where: { $0.step == .generate }) {
            throw refused.error
        }
        if missing.count == names.count {
            let mayCreate =
                request.createsInServers
                || request.createsInFiles && target.createsTablesWhenEmpty && schema.tables.isEmpty
            guard mayCreate else { throw TargetPreparation.noTables(target, missing) }
            try TargetPreparation.create(request.release(of: plan.catalogue), in: target, schema)
            schema = try target.readSchema()
        } else if let stated = request.statedRelease {
            try TargetPreparation.refuse(stated, of: target, schema)
        }
        let stillMissing = names.filter { schema.tables[$0] == nil }
        if !stillMissing.isEmpty {
            throw target.catalogue.drift(
                "the target has no \(TargetPreparation.list(stillMissing))"
            )
        }
        var matches: [SchemaMatch] = []
        for definition in plan.catalogue.definitions where names.contains(definition.name) {
            guard let found = schema.tables[definition.name] else {
                throw target.catalogue.drift("the target has no \(definition.name)")
            }
            matches.append(try SchemaMatch(definition, found: found, in: plan.catalogue))
        }
        self.matches = matches
        tableNames = names
        fingerprint = schema.fingerprint(of: names)
        schemaLines = schema.lines(of: names)
        let release = TargetRelease(target, schema)
        releaseNotices = release.notices
        constants =
            try TargetPreparation.systemRowIdentifiers(target, schema, tables: names)
            .map { TargetConstants(release: release.release, identifiers: $0) }
            ?? plan.catalogue.standaloneConstants(release.release)
        notices =
            target.notices + matches.flatMap(\.notices) + missingRights.map(\.text)
    }

    /// Creates the gateway's schema in a database that has none of its tables.
    private static func create(
        _ release: Release,
        in target: any Target,
        _ schema: TargetSchema
    ) throws(TargetError) {
        let declared = target.catalogue.schema.schema(of: release, on: .sqlite)
        let present = declared.tables.map(\.name).filter { schema.tables[$0] != nil }
        guard present.isEmpty else {
            throw target.catalogue.drift(
                "the target already has some of the gateway's tables: \(list(present))"
            )
        }
        try target.createSchema(release)
    }

    /// Throws if the target's schema belongs to another release than the one requested.
    private static func refuse(
        _ release: Release,
        of target: any Target,
        _ schema: TargetSchema
    ) throws(TargetError) {
        let found = TargetRelease(target, schema).revision
        guard found != release.revision else { return }
        throw TargetError(
            code: "schema-exists",
            message: "could not create the schema of release \(release.name) in "
                + "\(target.display): it already has tables of \(target.catalogue.system)",
            detail: "expected revision \(release.revision), found \(found ?? "none")",
            hint: "Omit --schema-release to fill the existing tables, or use an empty database."
        )
    }

    /// Reads the ids of the system rows that others refer to; nil where the target has none or no
    /// table among `tables` needs them.
    static func systemRowIdentifiers(
        _ target: any Target,
        _ schema: TargetSchema,
        tables: [String]
    ) throws(TargetError) -> [String]? {
        let catalogue = target.catalogue
        let isNeeded = catalogue.definitions.contains { definition in
            tables.contains(definition.name)
                && definition.columns.contains { $0.isTargetOwn && !$0.isReservedKey }
        }
        guard isNeeded, catalogue.systemRows.allSatisfy({ schema.tables[$0.table] != nil }) else {
            return nil
        }
        var identifiers: [String] = []
        for row in catalogue.systemRows {
            let found = try target.queryRows(
                "SELECT id FROM \(schema.qualifiedName(of: row.table)) WHERE \(row.condition)"
            )
            guard let identifier = found.first?.first, !identifier.isEmpty else {
                throw TargetError(
                    code: "no-system-\(row.kind)",
                    message:
                        "could not use \(target.display): the gateway's \(row.kind) are missing",
                    detail: "no \(row.title)",
                    hint: "Let the gateway create them: `python -m mcpgateway.bootstrap_db`."
                )
            }
            identifiers.append(identifier)
        }
        return identifiers
    }

    private static func list(_ tables: [String]) -> String {
        tables.prefix(5).joined(separator: ", ")
            + (tables.count > 5 ? " and \(tables.count - 5) more" : "")
    }

    private static func noTables(_ target: any Target, _ missing: [String]) -> TargetError {
        TargetError(
            code: "not-a-contextforge-database",
            message: "could not use \(target.display): it has no tables of "
                + target.catalogue.system,
            detail: "missing: \(list(missing))",
            hint:
                "Let the gateway create its schema (`python -m mcpgateway.bootstrap_db`), or give "
                + "--create-schema to create it here."
        )
    }
}
