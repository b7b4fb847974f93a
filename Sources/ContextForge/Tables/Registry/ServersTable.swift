import Rows

/// `servers`: virtual servers of each user.
package struct ServersTable: UserObjectTable {
    package static let columns: [Column<Self>] = ownColumns + RegistryColumns.columns()

    private static let ownColumns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.objects.identifiers },
        .text(.required("name", .text(lengthMax: nil))) { table, row, _, writer in
            table.appendName(row, into: &writer)
        },
        .text(.optional("description", .text(lengthMax: nil))) { table, row, _, writer in
            table.population.appendDescription(
                table.descriptionKey,
                row: row,
                subject: Subject(table.subjectKey, row: row),
                into: &writer
            )
        },
        .optionalText(.optional("icon", .text(lengthMax: nil))) { table, row, _, writer in
            let bits = table.choiceKey.bits(row)
            writer.append(table.domain[0])
            writer.append(decimal: bits >> 8 & 63)
            writer.append(".png")
            return bits & 3 == 0
        },
        .text(.optional("tags", .json)) { table, row, _, writer in
            Tags.standard.appendObjects(key: table.tagKey, row: row, into: &writer)
        },
        .unfilled("federation_source", .text(lengthMax: 255)),
        .constant(.optional("oauth_enabled", .boolean, isNullable: false), 0),
        .unfilled("oauth_config", .json),
    ]

    package static let definition = TableDefinition(
        name: "servers",
        component: "servers",
        columns: columns.map(\.definition),
        references: RegistryColumns.references,
        laterColumns: ["updated_at"],
        importColumn: RegistryColumns.importColumn,
        childCount: TableDefinition.ChildCount(.serversPerUser, by: "owner_email"),
        fixture: TableDefinition.Fixture(
            RegistryColumns.fixtureFields,
            where: [.isTrue("enabled")]
        ),
        plot: .creations(.objects)
    )

    let objects: UserObjects
    private let population: Population
    private let domain: WordList
    private let choiceKey: CellKey
    private let nameKey: CellKey
    private let descriptionKey: CellKey
    private let subjectKey: CellKey
    private let tagKey: CellKey

    package init(_ population: Population) {
        self.population = population
        objects = UserObjects(population, table: "servers", counts: population.servers)
        domain = WordList("https://static." + population.configuration.emailDomain + "/icons/")
        choiceKey = population.key("servers", "choice")
        nameKey = population.key("servers", "name")
        descriptionKey = population.key("servers", "description")
        subjectKey = population.key("servers", "subject")
        tagKey = population.key("servers", "tags")
    }

    package var rowCount: Int64 { population.servers.rowCount }

    package var uses: RowUses? { RowUses(population.serverEvents) }

    package var parents: ParentCounts? { population.servers.parents }

    func isEnabled(_ row: Int64) -> Bool { choiceKey.stream(1).bits(row) % 100 < 95 }

    /// Writes the name of a row.
    func appendName(_ row: Int64, into writer: inout ByteWriter) {
        var bits = CellBits(nameKey, row: row)
        objects.names.append(row, separator: 0x20, into: &writer) { writer, _ in
            writer.append(bits.word(of: Vocabulary.companyWords))
            writer.append(0x20)
            writer.append(bits.word(of: Vocabulary.serverNouns))
        }
    }
}

extension CountKey {
    /// Virtual servers of a user.
    package static let serversPerUser = CountKey(
        "servers_per_user",
        "Virtual servers of a user",
        1...5,
        mean: 2
    )
}
