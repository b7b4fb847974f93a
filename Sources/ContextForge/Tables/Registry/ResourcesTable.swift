import Rows

/// `resources`: documents and templates of each user.
package struct ResourcesTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "resources",
        component: "resources",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("uri", .text(lengthMax: 767)),
            .required("name", .text(lengthMax: 255)),
            .optional("description", .text(lengthMax: nil)),
            .optional("mime_type", .text(lengthMax: 255)),
            .optional("size", .integer),
            .optional("uri_template", .text(lengthMax: nil)),
            .required("tags", .json),
            .optional("text_content", .text(lengthMax: nil)),
            .unfilled("binary_content", .binary),
            .optional("federation_source", .text(lengthMax: 255)),
            .optional("gateway_id", .text(lengthMax: 36)),
            .unfilled("title", .text(lengthMax: 255)),
            .unfilled("extension_metadata", .json),
        ] + RegistryColumns.definitions + [
            .optional("original_name", .text(lengthMax: nil)),
            .optional("custom_name_slug", .text(lengthMax: nil)),
        ],
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
            TableDefinition.Reference("gateway_id", "gateways", "id", isOptional: true)
        ],
        laterColumns: ["updated_at"],
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

    private let population: Population
    private let objects: UserObjects
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

    package func fill(_ batch: ColumnBatch) {
        objects.fillLanes(batch)
        let size = batch.lane(.siblings)
        let gateway = batch.lane(.parent)
        let release = batch.constants.release
        let isContentless = release >= ResourcesTable.contentlessSince
        batch.text("id") { writer, row, _ in
            objects.identifiers.appendHex(row, into: &writer)
        }
        batch.text("uri") { writer, row, _ in
            appendAddress(row, into: &writer)
        }
        let isPrefixed = release >= ResourcesTable.prefixSince
        batch.text("name") { writer, row, _ in
            appendName(row, prefixed: isPrefixed, scratch: &batch.scratch, into: &writer)
        }
        // The names that resources have of their own are slugs already.
        for column: StaticString in ["original_name", "custom_name_slug"] {
            batch.text(column) { writer, row, _ in appendOwnName(row, into: &writer) }
        }
        batch.text("description") { writer, row, _ in
            population.appendDescription(
                descriptionKey,
                row: row,
                topic: .resource,
                subject: Subject(subjectKey, row: row),
                into: &writer
            )
        }
        batch.text("mime_type") { writer, row, _ in writer.append(mediaType(row).mimeType) }
        batch.optionalText("text_content") { writer, row, index in
            size[index] = 0
            guard gateway[index] < 0 else { return !isContentless }
            let start = writer.count
            let subject = Subject(subjectKey, row: row)
            DocumentText.standard.append(
                mediaType(row),
                key: contentKey,
                row: row,
                object: subject.object,
                domain: subject.domain,
                into: &writer
            )
            size[index] = Int64(writer.count - start)
            return true
        }
        batch.optionalIntegers("size") { _, index in
            gateway[index] >= 0 && isContentless ? nil : size[index]
        }
        batch.optionalText("uri_template") { writer, row, _ in
            appendAddress(row, into: &writer)
            return isTemplate(row)
        }
        batch.text("tags") { writer, row, _ in
            Tags.standard.appendObjects(key: tagKey, row: row, into: &writer)
        }
        batch.integers("enabled") { row, _ in choiceKey.stream(1).bits(row) % 100 < 97 ? 1 : 0 }
        objects.fill(batch)
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
