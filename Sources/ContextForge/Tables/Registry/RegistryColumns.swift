import Rows

/// The columns that gateways, tools, resources, prompts, servers and agents have in common: who
/// owns an object, who sees it, who made and changed it.
struct RegistryColumns: Sendable {
    /// The gateway leaves it NULL for federated objects; here it marks the run's rows.
    static let importColumn = "import_batch_id"

    /// What load tests are given of every object.
    static let fixtureFields: [TableDefinition.Fixture.Field] = [
        .init("id"), .init("name"), .init("owner", of: "owner_email"), .init("team_id"),
        .init("visibility"),
    ]

    /// References that they imply.
    static let references: [TableDefinition.Reference] = [
        TableDefinition.Reference("team_id", to: "email_teams", key: "id"),
        TableDefinition.Reference("owner_email", to: "email_users", key: "email"),
    ]

    /// Share of the objects that were changed after they were made.
    private static let changedPercent: UInt64 = 30

    private let population: Population
    private let clients: ClientTraces
    private let changeKey: CellKey
    private let createdClientKey: CellKey
    private let gatewayClientKey: CellKey
    private let modifiedClientKey: CellKey
    private let importIdentifier: IdentifierKey
    private let end: Int64

    /// The columns of a table.
    init(_ population: Population, table: StaticString) {
        self.population = population
        clients = ClientTraces(population)
        changeKey = population.key(table, "updated_at")
        createdClientKey = population.key(table, "created_from_ip")
        gatewayClientKey = population.key("gateways", "created_from_ip")
        modifiedClientKey = population.key(table, "modified_from_ip")
        importIdentifier = population.importIdentifierKey
        end = population.timeline.end
    }

    /// The columns, in the gateway's order.
    static func columns<Table: RegistryTable>() -> [Column<Table>] {
        let first: [Column<Table>] = [
            .integers(.required("created_at", .timestamp)) { _, _, object in object.created },
            .integers(.required("updated_at", .timestamp)) { _, _, object in object.updated },
            .booleans(.required("enabled", .boolean)) { table, row, _ in table.isEnabled(row) },
        ]
        return first + creationColumns() + changeColumns() + ownershipColumns()
    }

    /// Who made an object, and from where.
    private static func creationColumns<Table: RegistryTable>() -> [Column<Table>] {
        [
            .text(.optional("created_by", .text(lengthMax: 255))) { table, _, object, writer in
                table.registry.population.people.appendEmail(object.owner, into: &writer)
            },
            .text(.optional("created_from_ip", .text(lengthMax: 45))) {
                (table, row, object, writer) in
                table.registry.appendCreatorAddress(row, object, into: &writer)
            },
            .text(.optional("created_via", .text(lengthMax: 100))) { _, _, object, writer in
                writer.append(object.isFederated ? "federation" : "import")
            },
            .text(.optional("created_user_agent", .text(lengthMax: nil))) {
                (table, row, object, writer) in
                table.registry.appendCreatorUserAgent(row, object, into: &writer)
            },
        ]
    }

    /// Who last changed an object, and from where; NULL when nobody did.
    private static func changeColumns<Table: RegistryTable>() -> [Column<Table>] {
        [
            .optionalText(.optional("modified_by", .text(lengthMax: 255))) {
                (table, _, object, writer) in
                table.registry.population.people.appendEmail(object.owner, into: &writer)
                return object.isChanged
            },
            .optionalText(.optional("modified_from_ip", .text(lengthMax: 45))) {
                (table, row, object, writer) in
                let bits = table.registry.modifiedClientKey.bits(row)
                table.registry.clients.appendAddress(object.owner, bits: bits, into: &writer)
                return object.isChanged
            },
            .optionalText(.optional("modified_via", .text(lengthMax: 100))) {
                (table, row, object, writer) in
                let bits = table.registry.modifiedClientKey.bits(row)
                writer.append(bits & 1 == 0 ? "ui" : "api")
                return object.isChanged
            },
            .optionalText(.optional("modified_user_agent", .text(lengthMax: nil))) {
                (table, row, object, writer) in
                let bits = table.registry.modifiedClientKey.stream(1).bits(row)
                table.registry.clients.appendUserAgent(bits, into: &writer)
                return object.isChanged
            },
        ]
    }

    /// Where an object comes from, whose it is and who sees it.
    private static func ownershipColumns<Table: RegistryTable>() -> [Column<Table>] {
        [
            // The gateway leaves this NULL for federated objects; here it marks the run's rows.
            .text(.optional("import_batch_id", .text(lengthMax: 36))) { table, _, _, writer in
                table.registry.importIdentifier.appendHyphenated(0, into: &writer)
            },
            .integers(.optional("version", .integer, isNullable: false)) { table, row, object in
                table.registry.version(row, object)
            },
            .text(.required("team_id", .text(lengthMax: 36))) { table, _, object, writer in
                table.registry.population.teamIdentifiers.appendHex(object.team, into: &writer)
            },
            .text(.required("owner_email", .text(lengthMax: 255))) { table, _, object, writer in
                table.registry.population.people.appendEmail(object.owner, into: &writer)
            },
            .text(.required("visibility", .text(lengthMax: 20))) { _, _, object, writer in
                writer.append(object.visibility.word)
            },
        ]
    }

    /// When a row was last changed, which is when it was created if it never was.
    func updated(_ row: Int64, created: Int64) -> Int64 {
        guard changeKey.bits(row) % 100 < RegistryColumns.changedPercent else { return created }
        let part = changeKey.stream(1).unit(row)
        // Squared: most changes come soon.
        return Timeline.between(created, end, at: part * part)
    }

    private func version(_ row: Int64, _ object: RegistryRow) -> Int64 {
        object.isChanged ? 2 + Int64(changeKey.stream(2).bits(row) % 5) : 1
    }

    private func appendCreatorAddress(
        _ row: Int64,
        _ object: RegistryRow,
        into writer: inout ByteWriter
    ) {
        let (key, row) = client(row, object)
        clients.appendAddress(object.owner, bits: key.bits(row), into: &writer)
    }

    private func appendCreatorUserAgent(
        _ row: Int64,
        _ object: RegistryRow,
        into writer: inout ByteWriter
    ) {
        let (key, row) = client(row, object)
        clients.appendUserAgent(key.stream(1).bits(row), into: &writer)
    }

    /// The cell that says from where a row was created: federated objects are registered by the
    /// same request as their gateway.
    private func client(_ row: Int64, _ object: RegistryRow) -> (key: CellKey, row: Int64) {
        object.isFederated ? (gatewayClientKey, object.gateway) : (createdClientKey, row)
    }
}

/// What the columns of an object share.
package struct RegistryRow: BitwiseCopyable {
    /// The user who owns it.
    let owner: Int64
    let team: Int64
    let created: Int64
    /// When it was last changed; when it was created, if it never was.
    let updated: Int64
    let visibility: Ownership.Visibility
    /// The gateway that offers it; negative unless the object is federated.
    var gateway: Int64 = -1
    /// Whether the gateway puts its own name before that of a federated resource.
    var prefixesNames = false
    /// Whether the gateway stores NULL instead of empty content for a federated resource.
    var omitsContent = false

    /// Whether a gateway offers the object.
    var isFederated: Bool { gateway >= 0 }

    /// Whether it was changed after it was made.
    var isChanged: Bool { updated != created }
}

/// A table of objects that are registered with the gateway.
protocol RegistryTable: GatewayTable where Shared == RegistryRow {
    /// The columns that it has in common with the others.
    var registry: RegistryColumns { get }

    /// Whether an object can be used.
    func isEnabled(_ row: Int64) -> Bool
}
