import Rows

/// `prompts`: prompt templates of each user.
package struct PromptsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "prompts",
        component: "prompts",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: 255)),
            .optional("description", .text(lengthMax: nil)),
            .required("template", .text(lengthMax: nil)),
            .required("argument_schema", .json),
            .required("tags", .json),
            .optional("federation_source", .text(lengthMax: 255)),
            .optional("gateway_id", .text(lengthMax: 36)),
            .required("original_name", .text(lengthMax: 255)),
            .required("custom_name", .text(lengthMax: 255)),
            .required("custom_name_slug", .text(lengthMax: 255)),
            .optional("display_name", .text(lengthMax: 255)),
            .unfilled("title", .text(lengthMax: 255)),
        ] + RegistryColumns.definitions,
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_gateway_id__original_name_prompt",
                ["gateway_id", "original_name"]
            ),
            TableDefinition.UniqueKey(
                "uq_team_owner_gateway_name_prompt",
                ["team_id", "owner_email", "gateway_id", "name"]
            ),
            TableDefinition.UniqueKey(
                "uq_team_owner_name_prompt_local",
                ["team_id", "owner_email", "name"],
                whereNull: "gateway_id"
            ),
        ],
        references: RegistryColumns.references + [
            // Without gateways none is federated.
            TableDefinition.Reference("gateway_id", "gateways", "id", isOptional: true)
        ],
        laterColumns: ["updated_at"],
        childCount: TableDefinition.ChildCount(.promptsPerUser, by: "owner_email"),
        fixture: TableDefinition.Fixture(
            RegistryColumns.fixtureFields,
            // The content of federated objects is on their gateway.
            where: [.isTrue("enabled"), .isNull("gateway_id")]
        ),
        plot: .creations(.objects)
    )

    private let population: Population
    private let objects: UserObjects
    private let choiceKey: CellKey
    private let nameKey: CellKey
    private let templateKey: CellKey
    private let descriptionKey: CellKey
    private let subjectKey: CellKey
    private let tagKey: CellKey

    package init(_ population: Population) {
        self.population = population
        objects = UserObjects(
            population,
            table: "prompts",
            counts: population.prompts,
            federated: population.shared.federatedPrompts
        )
        choiceKey = population.key("prompts", "choice")
        nameKey = population.key("prompts", "name")
        templateKey = population.key("prompts", "template")
        descriptionKey = population.key("prompts", "description")
        subjectKey = population.key("prompts", "subject")
        tagKey = population.key("prompts", "tags")
    }

    package var rowCount: Int64 { population.prompts.rowCount }

    package var uses: RowUses? { RowUses(population.promptEvents) }

    package var parents: ParentCounts? { population.prompts.parents }

    package func fill(_ batch: ColumnBatch) {
        objects.fillLanes(batch)
        let gateway = batch.lane(.parent)
        batch.text("id") { writer, row, _ in
            objects.identifiers.appendHex(row, into: &writer)
        }
        batch.text("name") { writer, row, _ in
            appendName(row, scratch: &batch.scratch, into: &writer)
        }
        // The names that prompts have of their own are slugs already.
        for column: StaticString in ["original_name", "custom_name", "custom_name_slug"] {
            batch.text(column) { writer, row, _ in appendOwnName(row, into: &writer) }
        }
        batch.text("display_name") { writer, row, _ in
            let start = writer.count
            appendOwnName(row, into: &writer)
            writer.capitalise(at: start)
        }
        batch.text("description") { writer, row, _ in
            population.appendDescription(
                descriptionKey,
                row: row,
                topic: .prompt,
                subject: Subject(subjectKey, row: row),
                into: &writer
            )
        }
        batch.text("template") { writer, row, index in
            // The template of a federated prompt stays on its gateway.
            if gateway[index] >= 0 { return }
            let subject = Subject(subjectKey, row: row)
            PromptTemplates.standard.appendTemplate(
                key: templateKey,
                row: row,
                object: subject.object,
                domain: subject.domain,
                into: &writer
            )
        }
        batch.text("argument_schema") { writer, row, _ in
            PromptTemplates.standard.appendArgumentSchema(key: templateKey, row: row, into: &writer)
        }
        batch.text("tags") { writer, row, _ in
            Tags.standard.appendObjects(key: tagKey, row: row, into: &writer)
        }
        batch.integers("enabled") { row, _ in choiceKey.stream(1).bits(row) % 100 < 97 ? 1 : 0 }
        objects.fill(batch)
    }

    /// Writes the name of a row.
    func appendName(_ row: Int64, scratch: inout ByteWriter, into writer: inout ByteWriter) {
        objects.appendPrefix(row, scratch: &scratch, into: &writer)
        appendOwnName(row, into: &writer)
    }

    private func appendOwnName(_ row: Int64, into writer: inout ByteWriter) {
        var bits = CellBits(nameKey, row: row)
        objects.names.append(row, separator: 0x2D, into: &writer) { writer, round in
            writer.append(bits.word(of: round == 0 ? Vocabulary.promptTasks : Vocabulary.domains))
        }
    }
}
