import Rows

/// The columns that gateways, tools, resources, prompts and servers have in common: who owns an
/// object, who sees it, who made and changed it.
struct RegistryColumns: Sendable {
    /// Their definitions, in the gateway's order.
    static let definitions: [ColumnDefinition] = [
        .required("created_at", .timestamp),
        .required("updated_at", .timestamp),
        .required("enabled", .boolean),
        .optional("created_by", .text(lengthMax: 255)),
        .optional("created_from_ip", .text(lengthMax: 45)),
        .optional("created_via", .text(lengthMax: 100)),
        .optional("created_user_agent", .text(lengthMax: nil)),
        .optional("modified_by", .text(lengthMax: 255)),
        .optional("modified_from_ip", .text(lengthMax: 45)),
        .optional("modified_via", .text(lengthMax: 100)),
        .optional("modified_user_agent", .text(lengthMax: nil)),
        .optional("import_batch_id", .text(lengthMax: 36)),
        .optional("version", .integer, isNullable: false),
        .required("team_id", .text(lengthMax: 36)),
        .required("owner_email", .text(lengthMax: 255)),
        .required("visibility", .text(lengthMax: 20)),
    ]

    /// What load tests are given of every object.
    static let fixtureFields: [TableDefinition.Fixture.Field] = [
        .init("id"), .init("name"), .init("owner", of: "owner_email"), .init("team_id"),
        .init("visibility"),
    ]

    /// References that they imply.
    static let references: [TableDefinition.Reference] = [
        TableDefinition.Reference("team_id", "email_teams", "id"),
        TableDefinition.Reference("owner_email", "email_users", "email"),
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

    /// The columns of a table.
    init(_ population: Population, table: StaticString) {
        self.population = population
        clients = ClientTraces(population)
        changeKey = population.key(table, "updated_at")
        createdClientKey = population.key(table, "created_from_ip")
        gatewayClientKey = population.key("gateways", "created_from_ip")
        modifiedClientKey = population.key(table, "modified_from_ip")
        importIdentifier = population.importIdentifierKey
    }

    /// Computes the time of the last change of every row from that of its creation.
    func fillUpdatedLane(_ batch: ColumnBatch) {
        let created = batch.lane(.created)
        let updated = batch.lane(.updated)
        let end = population.timeline.end
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            let bits = changeKey.bits(row)
            guard bits % 100 < RegistryColumns.changedPercent else {
                updated[index] = created[index]
                continue
            }
            let part = changeKey.stream(1).unit(row)
            // Squared: most changes come soon.
            updated[index] = Timeline.between(created[index], end, at: part * part)
        }
    }

    /// Fills all of them but `enabled`.
    ///
    /// `gateway` has the gateway of each federated object, and a negative number for others; without it
    /// none is federated. Federated objects are registered by the same request as their gateway.
    ///
    /// - Precondition: The lanes `owner`, `team`, `created`, `updated` and `choice` (the
    ///   visibility's raw value) are filled.
    func fill(_ batch: ColumnBatch, federatedBy gateway: UnsafePointer<Int64>? = nil) {
        let owner = batch.lane(.owner)
        let team = batch.lane(.team)
        let created = batch.lane(.created)
        let updated = batch.lane(.updated)
        let visibility = batch.lane(.choice)
        let people = population.people
        func isFederated(_ index: Int) -> Bool { gateway.map { $0[index] >= 0 } ?? false }
        func client(_ row: Int64, _ index: Int) -> (key: CellKey, row: Int64) {
            guard let gateway, gateway[index] >= 0 else { return (createdClientKey, row) }
            return (gatewayClientKey, gateway[index])
        }
        batch.integers("created_at") { _, index in created[index] }
        batch.integers("updated_at") { _, index in updated[index] }
        batch.text("created_by") { writer, _, index in
            people.appendEmail(owner[index], into: &writer)
        }
        batch.text("created_from_ip") { writer, row, index in
            let (key, row) = client(row, index)
            clients.appendAddress(owner[index], bits: key.bits(row), into: &writer)
        }
        batch.text("created_via") { writer, _, index in
            writer.append(isFederated(index) ? "federation" : "import")
        }
        batch.text("created_user_agent") { writer, row, index in
            let (key, row) = client(row, index)
            clients.appendUserAgent(key.stream(1).bits(row), into: &writer)
        }
        batch.optionalText("modified_by") { writer, _, index in
            people.appendEmail(owner[index], into: &writer)
            return updated[index] != created[index]
        }
        batch.optionalText("modified_from_ip") { writer, row, index in
            clients.appendAddress(owner[index], bits: modifiedClientKey.bits(row), into: &writer)
            return updated[index] != created[index]
        }
        batch.optionalText("modified_via") { writer, row, index in
            writer.append(modifiedClientKey.bits(row) & 1 == 0 ? "ui" : "api")
            return updated[index] != created[index]
        }
        batch.optionalText("modified_user_agent") { writer, row, index in
            clients.appendUserAgent(modifiedClientKey.stream(1).bits(row), into: &writer)
            return updated[index] != created[index]
        }
        // The gateway leaves this NULL for federated objects; here it marks the run's rows.
        batch.text("import_batch_id") { writer, _, _ in
            importIdentifier.appendHyphenated(0, into: &writer)
        }
        batch.integers("version") { row, index in
            updated[index] == created[index] ? 1 : 2 + Int64(changeKey.stream(2).bits(row) % 5)
        }
        batch.text("team_id") { writer, _, index in
            population.teamIdentifiers.appendHex(team[index], into: &writer)
        }
        batch.text("owner_email") { writer, _, index in
            people.appendEmail(owner[index], into: &writer)
        }
        batch.text("visibility") { writer, _, index in
            let choice = Ownership.Visibility(rawValue: visibility[index]) ?? .isPrivate
            writer.append(choice.word)
        }
    }
}
