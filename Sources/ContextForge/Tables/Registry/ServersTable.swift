import Rows

/// `servers`: virtual servers of each user.
package struct ServersTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "servers",
        component: "servers",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: nil)),
            .optional("description", .text(lengthMax: nil)),
            .optional("icon", .text(lengthMax: nil)),
            .optional("tags", .json),
            .unfilled("federation_source", .text(lengthMax: 255)),
            .optional("oauth_enabled", .boolean, isNullable: false),
            .unfilled("oauth_config", .json),
        ] + RegistryColumns.definitions,
        references: RegistryColumns.references,
        laterColumns: ["updated_at"],
        childCount: TableDefinition.ChildCount(.serversPerUser, by: "owner_email"),
        fixture: TableDefinition.Fixture(
            RegistryColumns.fixtureFields,
            where: [.isTrue("enabled")]
        ),
        plot: .creations(.objects)
    )

    private let population: Population
    private let objects: UserObjects
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

    package func fill(_ batch: ColumnBatch) {
        objects.fillLanes(batch)
        batch.text("id") { writer, row, _ in
            objects.identifiers.appendHex(row, into: &writer)
        }
        batch.text("name") { writer, row, _ in appendName(row, into: &writer) }
        batch.text("description") { writer, row, _ in
            population.appendDescription(
                descriptionKey,
                row: row,
                subject: Subject(subjectKey, row: row),
                into: &writer
            )
        }
        batch.optionalText("icon") { writer, row, _ in
            let bits = choiceKey.bits(row)
            writer.append(domain[0])
            writer.append(decimal: bits >> 8 & 63)
            writer.append(".png")
            return bits & 3 == 0
        }
        batch.text("tags") { writer, row, _ in
            Tags.standard.appendObjects(key: tagKey, row: row, into: &writer)
        }
        batch.constant("oauth_enabled", 0)
        batch.integers("enabled") { row, _ in choiceKey.stream(1).bits(row) % 100 < 95 ? 1 : 0 }
        objects.fill(batch)
    }

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
