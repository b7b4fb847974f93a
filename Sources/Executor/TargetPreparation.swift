import Dataset
import Planner
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
            try TargetPreparation.create(request.release, in: target, schema)
            schema = try target.readSchema()
        } else if let stated = request.statedRelease {
            try TargetPreparation.refuse(stated, of: target, schema)
        }
        let stillMissing = names.filter { schema.tables[$0] == nil }
        if !stillMissing.isEmpty {
            throw SchemaMatch.drift("the target has no \(TargetPreparation.list(stillMissing))")
        }
        var matches: [SchemaMatch] = []
        for definition in Catalogue.definitions where names.contains(definition.name) {
            guard let found = schema.tables[definition.name] else {
                throw SchemaMatch.drift("the target has no \(definition.name)")
            }
            matches.append(try SchemaMatch(definition, found: found))
        }
        self.matches = matches
        tableNames = names
        fingerprint = schema.fingerprint(of: names)
        schemaLines = schema.lines(of: names)
        let release = TargetRelease(target, schema)
        releaseNotices = release.notices
        constants =
            try TargetPreparation.readRoles(target, schema, release: release.release, tables: names)
            ?? .standalone(release.release)
        notices =
            target.notices + matches.flatMap(\.notices) + missingRights.map(\.text)
    }

    /// Creates the gateway's schema in a database that has none of its tables.
    private static func create(
        _ release: GatewayRelease,
        in target: any Target,
        _ schema: TargetSchema
    ) throws(TargetError) {
        let present = GatewaySchema.tableNames(release).filter { schema.tables[$0] != nil }
        guard present.isEmpty else {
            throw SchemaMatch.drift(
                "the target already has some of the gateway's tables: \(list(present))"
            )
        }
        try target.createSchema(release)
    }

    /// Throws if the target's schema belongs to another release than the one requested.
    private static func refuse(
        _ release: GatewayRelease,
        of target: any Target,
        _ schema: TargetSchema
    ) throws(TargetError) {
        let found = TargetRelease(target, schema).revision
        guard found != release.revision else { return }
        throw TargetError(
            code: "schema-exists",
            message: "could not create the schema of release \(release.name) in "
                + "\(target.display): it already has tables of ContextForge",
            detail: "expected revision \(release.revision), found \(found ?? "none")",
            hint: "Omit --schema-release to fill the existing tables, or use an empty database."
        )
    }

    /// Reads the ids of the gateway's system roles; nil where the target has none or no table among
    /// `tables` needs them.
    static func readRoles(
        _ target: any Target,
        _ schema: TargetSchema,
        release: GatewayRelease,
        tables: [String]
    ) throws(TargetError) -> TargetConstants? {
        let roles = RolesTable.definition.name
        let needsRoles = Catalogue.definitions.contains { definition in
            tables.contains(definition.name)
                && definition.columns.contains { $0.isTargetOwn && !$0.isReservedKey }
        }
        guard needsRoles, schema.tables[roles] != nil else { return nil }
        var identifiers: [TargetConstants.SystemRole: String] = [:]
        for role in TargetConstants.SystemRole.allCases {
            let found = try target.queryRows(
                "SELECT id FROM \(schema.qualifiedName(of: roles)) "
                    + "WHERE name = '\(role.rawValue)' AND scope = '\(role.scope)' AND is_active"
            )
            guard let identifier = found.first?.first, !identifier.isEmpty else {
                throw TargetError(
                    code: "no-system-roles",
                    message: "could not use \(target.display): the gateway's roles are missing",
                    detail: "no active role `\(role.rawValue)` of scope `\(role.scope)`",
                    hint: "Let the gateway create them: `python -m mcpgateway.bootstrap_db`."
                )
            }
            identifiers[role] = identifier
        }
        return TargetConstants(release: release) { identifiers[$0] ?? "" }
    }

    private static func list(_ tables: [String]) -> String {
        tables.prefix(5).joined(separator: ", ")
            + (tables.count > 5 ? " and \(tables.count - 5) more" : "")
    }

    private static func noTables(_ target: any Target, _ missing: [String]) -> TargetError {
        TargetError(
            code: "not-a-contextforge-database",
            message: "could not use \(target.display): it has no tables of ContextForge",
            detail: "missing: \(list(missing))",
            hint:
                "Let the gateway create its schema (`python -m mcpgateway.bootstrap_db`), or give "
                + "--create-schema to create it here."
        )
    }
}
