import Rows

/// `resources`: documents and templates of each user.
package struct ResourcesTable: UserObjectTable {
    package static let columns: [Column<Self>] =
        documentColumns + RegistryColumns.columns() + nameColumns

    /// What a resource is and holds.
    private static let documentColumns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.objects.identifiers },
        .text(.required("uri", .text(lengthMax: 767))) { table, row, _, writer in
            table.appendAddress(row, into: &writer)
        },
        .scratchText(.required("name", .text(lengthMax: 255))) {
            (table, row, resource, scratch, writer) in
            table.appendName(
                row,
                prefixed: resource.prefixesNames,
                scratch: &scratch,
                into: &writer
            )
        },
        .text(.optional("description", .text(lengthMax: nil))) { table, row, _, writer in
            table.population.appendDescription(
                table.descriptionKey,
                row: row,
                topic: .resource,
                subject: Subject(table.subjectKey, row: row),
                into: &writer
            )
        },
        .text(.optional("mime_type", .text(lengthMax: 255))) { table, row, _, writer in
            writer.append(table.mediaType(row).mimeType)
        },
        .byteCounts(.optional("size", .integer), of: "text_content"),
        .optionalText(.optional("uri_template", .text(lengthMax: nil))) {
            (table, row, _, writer) in
            table.appendAddress(row, into: &writer)
            return table.isTemplate(row)
        },
        .text(.required("tags", .json)) { table, row, _, writer in
            Tags.standard.appendObjects(key: table.tagKey, row: row, into: &writer)
        },
        .optionalText(.optional("text_content", .text(lengthMax: nil))) {
            (table, row, resource, writer) in
            table.appendContent(row, resource, into: &writer)
        },
        .unfilled("binary_content", .binary),
        .federationSource,
        .federatingGateway,
        .unfilled("title", .text(lengthMax: 255)),
        .unfilled("extension_metadata", .json),
    ]

    /// The names that resources have of their own, which are slugs already.
    private static let nameColumns: [Column<Self>] = [
        .text(.optional("original_name", .text(lengthMax: nil))) { table, row, _, writer in
            table.appendOwnName(row, into: &writer)
        },
        .text(.optional("custom_name_slug", .text(lengthMax: nil))) { table, row, _, writer in
            table.appendOwnName(row, into: &writer)
        },
    ]

    package static let definition = TableDefinition(
        name: "resources",
        component: "resources",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_team_owner_gateway_uri_resource",
                ["team_id", "owner_email", "gateway_id", "uri"]
            ),
            TableDefinition.UniqueKey(
                "uq_team_owner_uri_resource_local",
                ["team_id", "owner_email", "uri"],
                whereNull: "gateway_id"
            ),
        ],
        references: RegistryColumns.references + [
            // Without gateways none is federated.
            TableDefinition.Reference("gateway_id", to: "gateways", key: "id", isOptional: true)
        ],
        laterColumns: ["updated_at"],
        importColumn: RegistryColumns.importColumn,
        childCount: TableDefinition.ChildCount(.resourcesPerUser, by: "owner_email"),
        fixture: TableDefinition.Fixture(
            RegistryColumns.fixtureFields + [.init("uri"), .init("mime_type")],
            // The content of federated objects is on their gateway. The gateway lists templates
            // apart, and they have no content of their own.
            where: [.isTrue("enabled"), .isNull("gateway_id"), .isNull("uri_template")]
        ),
        plot: .creations(.objects)
    )

    /// First release that prefixes a federated resource's name with the gateway's.
    static let prefixSince = Release.known("1.1.0")
    /// First release that stores NULL instead of empty content for federated resources.
    static let contentlessSince = Release.known("1.0.11")

    /// Share of the resources that are templates, with `{id}` in their address.
    private static let templatePercent: UInt64 = 3
    private static let schemes = WordList(
        "https://docs. https://files. https://wiki.",
        separator: " "
    )

    let objects: UserObjects
    private let population: Population
    private let domain: WordList
    private let choiceKey: CellKey
    private let nameKey: CellKey
    private let addressKey: CellKey
    private let contentKey: CellKey
    private let descriptionKey: CellKey
    private let subjectKey: CellKey
    private let tagKey: CellKey

    package init(_ population: Population) {
        self.population = population
        objects = UserObjects(
            population,
            table: "resources",
            counts: population.resources,
            federated: population.shared.federatedResources
        )
        domain = WordList(population.configuration.emailDomain)
        choiceKey = population.key("resources", "choice")
        nameKey = population.key("resources", "name")
        addressKey = population.key("resources", "uri")
        contentKey = population.key("resources", "text_content")
        descriptionKey = population.key("resources", "description")
        subjectKey = population.key("resources", "subject")
        tagKey = population.key("resources", "tags")
    }

    package var rowCount: Int64 { population.resources.rowCount }

    package var uses: RowUses? { RowUses(population.resourceEvents) }

    package var parents: ParentCounts? { population.resources.parents }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<RegistryRow>) {
        objects.prepare(batch, shared)
        let release = batch.constants.release
        let prefixesNames = release >= ResourcesTable.prefixSince
        let omitsContent = release >= ResourcesTable.contentlessSince
        for index in 0..<batch.rowCount {
            shared[index].prefixesNames = prefixesNames
            shared[index].omitsContent = omitsContent
        }
    }

    func isEnabled(_ row: Int64) -> Bool { choiceKey.stream(1).bits(row) % 100 < 97 }

    /// Writes the content of a resource, which is empty or missing where a gateway has it.
    private func appendContent(
        _ row: Int64,
        _ resource: RegistryRow,
        into writer: inout ByteWriter
    ) -> Bool {
        if resource.isFederated { return !resource.omitsContent }
        let subject = Subject(subjectKey, row: row)
        DocumentText.standard.append(
            mediaType(row),
            key: contentKey,
            row: row,
            object: subject.object,
            domain: subject.domain,
            into: &writer
        )
        return true
    }

    private func mediaType(_ row: Int64) -> MediaType {
        MediaType.chosen(by: choiceKey.bits(row))
    }

    private func isTemplate(_ row: Int64) -> Bool {
        choiceKey.stream(2).bits(row) % 100 < ResourcesTable.templatePercent
    }

    /// Writes the name of a row.
    func appendName(
        _ row: Int64,
        prefixed: Bool,
        scratch: inout ByteWriter,
        into writer: inout ByteWriter
    ) {
        if prefixed { objects.appendPrefix(row, scratch: &scratch, into: &writer) }
        appendOwnName(row, into: &writer)
    }

    private func appendOwnName(_ row: Int64, into writer: inout ByteWriter) {
        var bits = CellBits(nameKey, row: row)
        let stems = mediaType(row).fileStems
        objects.names.append(row, separator: 0x2D, into: &writer) { writer, _ in
            writer.append(bits.word(of: Vocabulary.domains))
            writer.append(0x2D)
            writer.append(bits.word(of: stems))
        }
    }

    /// Writes `https://docs.DOMAIN/folder/topic/stem-CODE.md`; `{id}` before the file in a
    /// template.
    func appendAddress(_ row: Int64, into writer: inout ByteWriter) {
        var bits = CellBits(addressKey, row: row)
        writer.append(bits.word(of: ResourcesTable.schemes))
        writer.append(domain[0])
        writer.append(0x2F)
        writer.append(bits.word(of: Vocabulary.folders))
        writer.append(0x2F)
        writer.append(bits.word(of: Vocabulary.domains))
        writer.append(0x2F)
        if isTemplate(row) { writer.append("{id}/") }
        let type = mediaType(row)
        writer.append(bits.word(of: type.fileStems))
        writer.append(0x2D)
        objects.names.appendCode(row, into: &writer)
        writer.append(type.fileExtension)
    }
}

extension CountKey {
    /// Resources of a user.
    package static let resourcesPerUser = CountKey(
        "resources_per_user",
        "Resources of a user",
        10...50,
        mean: 20
    )
}
