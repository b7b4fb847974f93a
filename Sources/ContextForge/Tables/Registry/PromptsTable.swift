import Rows

/// `prompts`: prompt templates of each user.
package struct PromptsTable: UserObjectTable {
    package static let columns: [Column<Self>] =
        templateColumns + nameColumns + RegistryColumns.columns()

    /// What a prompt is and says.
    private static let templateColumns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.objects.identifiers },
        .scratchText(.required("name", .text(lengthMax: 255))) {
            (table, row, _, scratch, writer) in
            table.appendName(row, scratch: &scratch, into: &writer)
        },
        .text(.optional("description", .text(lengthMax: nil))) { table, row, _, writer in
            table.population.appendDescription(
                table.descriptionKey,
                row: row,
                topic: .prompt,
                subject: Subject(table.subjectKey, row: row),
                into: &writer
            )
        },
        .text(.required("template", .text(lengthMax: nil))) { table, row, prompt, writer in
            // The template of a federated prompt stays on its gateway.
            if prompt.isFederated { return }
            table.appendTemplate(row, into: &writer)
        },
        .text(.required("argument_schema", .json)) { table, row, _, writer in
            PromptTemplates.standard.appendArgumentSchema(
                key: table.templateKey,
                row: row,
                into: &writer
            )
        },
        .text(.required("tags", .json)) { table, row, _, writer in
            Tags.standard.appendObjects(key: table.tagKey, row: row, into: &writer)
        },
        .federationSource,
        .federatingGateway,
    ]

    /// The names that prompts have of their own, which are slugs already.
    private static let nameColumns: [Column<Self>] = [
        .text(.required("original_name", .text(lengthMax: 255))) { table, row, _, writer in
            table.appendOwnName(row, into: &writer)
        },
        .text(.required("custom_name", .text(lengthMax: 255))) { table, row, _, writer in
            table.appendOwnName(row, into: &writer)
        },
        .text(.required("custom_name_slug", .text(lengthMax: 255))) { table, row, _, writer in
            table.appendOwnName(row, into: &writer)
        },
        .text(.optional("display_name", .text(lengthMax: 255))) { table, row, _, writer in
            let start = writer.count
            table.appendOwnName(row, into: &writer)
            writer.capitalise(at: start)
        },
        .unfilled("title", .text(lengthMax: 255)),
    ]

    package static let definition = TableDefinition(
        name: "prompts",
        component: "prompts",
        columns: columns.map(\.definition),
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
            TableDefinition.Reference("gateway_id", to: "gateways", key: "id", isOptional: true)
        ],
        laterColumns: ["updated_at"],
        importColumn: RegistryColumns.importColumn,
        childCount: TableDefinition.ChildCount(.promptsPerUser, by: "owner_email"),
        fixture: TableDefinition.Fixture(
            RegistryColumns.fixtureFields,
            // The content of federated objects is on their gateway.
            where: [.isTrue("enabled"), .isNull("gateway_id")]
        ),
        plot: .creations(.objects)
    )

    let objects: UserObjects
    private let population: Population
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

    func isEnabled(_ row: Int64) -> Bool { choiceKey.stream(1).bits(row) % 100 < 97 }

    private func appendTemplate(_ row: Int64, into writer: inout ByteWriter) {
        let subject = Subject(subjectKey, row: row)
        PromptTemplates.standard.appendTemplate(
            key: templateKey,
            row: row,
            object: subject.object,
            domain: subject.domain,
            into: &writer
        )
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

extension CountKey {
    /// Prompts of a user.
    package static let promptsPerUser = CountKey(
        "prompts_per_user",
        "Prompts of a user",
        10...50,
        mean: 20
    )
}
