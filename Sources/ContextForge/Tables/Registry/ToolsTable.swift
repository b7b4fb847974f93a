import Rows

/// `tools`: what the gateways offer, in the order of the gateways.
package struct ToolsTable: RegistryTable {
    package static let columns: [Column<Self>] =
        callColumns + presentationColumns + RegistryColumns.columns()

    /// What a tool is and how it is called.
    private static let callColumns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.identifiers },
        .text(.required("original_name", .text(lengthMax: nil))) { table, row, _, writer in
            table.names.appendOriginal(row, into: &writer)
        },
        .scratchText(.required("custom_name_slug", .text(lengthMax: nil))) {
            (table, row, _, scratch, writer) in
            Slug.append(into: &writer, scratch: &scratch) {
                table.names.appendOriginal(row, into: &$0)
            }
        },
        .text(.optional("url", .text(lengthMax: nil))) { table, _, tool, writer in
            table.gatewayNames.appendURL(tool.gateway, into: &writer)
        },
        .text(.optional("description", .text(lengthMax: nil))) { table, row, _, writer in
            table.appendDescription(row, into: &writer)
        },
        .constant(.required("integration_type", .text(lengthMax: nil)), "MCP"),
        .text(.required("request_type", .text(lengthMax: nil))) { table, _, tool, writer in
            let isStreamable = table.gatewayNames.isStreamable(tool.gateway)
            writer.append(isStreamable ? "STREAMABLEHTTP" : "SSE")
        },
        .unfilled("headers", .json),
        .text(.required("input_schema", .json)) { table, row, _, writer in
            ToolSchemas.standard.appendInput(
                key: table.schemaKey,
                row: row,
                object: table.names.subject(row).object,
                into: &writer
            )
        },
        .constant(.required("jsonpath_filter", .text(lengthMax: nil)), ""),
        // The gateway gives a tool the credentials of the gateway that offers it; where that uses
        // OAuth, a tool has none.
        .optionalText(.credential("auth_type", .text(lengthMax: nil))) {
            (table, _, tool, writer) in
            guard table.authentication.kind(tool.gateway) != .oauth else { return false }
            return table.authentication.appendKind(tool.gateway, into: &writer)
        },
        .optionalScratchText(.credential("auth_value", .text(lengthMax: nil))) {
            (table, row, tool, scratch, writer) in
            table.credentials.append(
                table.authentication.kind(tool.gateway),
                owner: tool.gateway,
                row: row,
                scratch: &scratch,
                into: &writer
            )
        },
        .text(.required("gateway_id", .text(lengthMax: 36))) { table, _, tool, writer in
            table.population.gatewayIdentifiers.appendHex(tool.gateway, into: &writer)
        },
        .scratchText(.required("name", .text(lengthMax: nil))) {
            (table, row, tool, scratch, writer) in
            table.fullNames.append(
                row,
                gateway: tool.gateway,
                scratch: &scratch,
                into: &writer
            )
        },
    ]

    /// How a tool is described to those who choose one.
    private static let presentationColumns: [Column<Self>] = [
        .text(.optional("annotations", .json)) { table, row, _, writer in
            var bits = CellBits(table.choiceKey, row: row)
            writer.append(bits.word(of: ToolsTable.annotations))
        },
        .constant(.optional("reachable", .boolean, isNullable: false), 1),
        .text(.optional("tags", .json)) { table, row, _, writer in
            Tags.standard.appendObjects(key: table.tagKey, row: row, into: &writer)
        },
        .text(.optional("federation_source", .text(lengthMax: 255))) { table, _, tool, writer in
            table.gatewayNames.append(tool.gateway, into: &writer)
        },
        .text(.optional("custom_name", .text(lengthMax: 255))) { table, row, _, writer in
            table.names.appendOriginal(row, into: &writer)
        },
        .text(.optional("display_name", .text(lengthMax: 255))) { table, row, _, writer in
            table.names.appendDisplay(row, into: &writer)
        },
        .optionalText(.optional("output_schema", .json)) { table, row, _, writer in
            table.appendOutputSchema(row, into: &writer)
        },
        .unfilled("base_url", .text(lengthMax: nil)),
        .unfilled("path_template", .text(lengthMax: nil)),
        .unfilled("query_mapping", .json),
        .unfilled("header_mapping", .json),
        .unfilled("timeout_ms", .integer),
        .constant(.optional("expose_passthrough", .boolean, isNullable: false), 1),
        .unfilled("allowlist", .json),
        .unfilled("plugin_chain_pre", .json),
        .unfilled("plugin_chain_post", .json),
        .text(.optional("original_description", .text(lengthMax: nil))) {
            (table, row, _, writer) in
            table.appendDescription(row, into: &writer)
        },
        .unfilled("title", .text(lengthMax: 255)),
        .unfilled("grpc_service_id", .text(lengthMax: 36)),
        .constant(.optional("deprecated", .boolean, isNullable: false), 0),
        .unfilled("extension_metadata", .json),
    ]

    package static let definition = TableDefinition(
        name: "tools",
        component: "tools",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_gateway_id__original_name",
                ["gateway_id", "original_name"]
            )
        ],
        references: [
            TableDefinition.Reference("gateway_id", to: "gateways", key: "id", isDeclared: true)
        ] + RegistryColumns.references,
        laterColumns: ["updated_at"],
        upkeep: TableUpkeep(columns: ["reachable", "updated_at"]),
        importColumn: RegistryColumns.importColumn,
        childCount: TableDefinition.ChildCount(.toolsPerGateway, by: "gateway_id"),
        fixture: TableDefinition.Fixture(
            RegistryColumns.fixtureFields + [.init("gateway_id")],
            where: [.isTrue("enabled")]
        ),
        plot: .creations(.objects)
    )

    /// Share of the tools that say what they return.
    private static let outputSchemaPercent: UInt64 = 30
    private static let annotations = WordList(
        """
        {}
        {"readOnlyHint": true}
        {"readOnlyHint": true, "idempotentHint": true}
        {"destructiveHint": true}
        {"openWorldHint": true}
        """
    )

    let registry: RegistryColumns
    private let population: Population
    private let owners: GatewayOwners
    private let gatewayNames: GatewayNames
    private let authentication: Authentication
    private let credentials: Credentials
    private let names: ToolNames
    private let fullNames: ToolFullNames
    private let identifiers: IdentifierKey
    private let enabled: Share
    private let createdKey: CellKey
    private let choiceKey: CellKey
    private let descriptionKey: CellKey
    private let schemaKey: CellKey
    private let tagKey: CellKey

    package init(_ population: Population) {
        self.population = population
        let count = population.tools.rowCount
        owners = GatewayOwners(population)
        registry = RegistryColumns(population, table: "tools")
        gatewayNames = GatewayNames(population)
        authentication = Authentication(gatewaysOf: population)
        credentials = Credentials(population, owners: "gateways", table: "tools")
        names = ToolNames(population)
        fullNames = ToolFullNames(population)
        identifiers = Population.identifiers("tools", rowCount: count, population.configuration)
        enabled = Share(
            percent: population.configuration[.toolsEnabledPercent],
            of: count,
            key: population.key("tools", "enabled")
        )
        createdKey = population.key("tools", "created_at")
        choiceKey = population.key("tools", "choice")
        descriptionKey = population.key("tools", "description")
        schemaKey = population.key("tools", "input_schema")
        tagKey = population.key("tools", "tags")
    }

    package var rowCount: Int64 { population.tools.rowCount }

    package var uses: RowUses? { RowUses(population.toolEvents) }

    package var parents: ParentCounts? { population.tools.parents }

    /// A tool belongs to whom its gateway belongs, and is seen by whom its gateway is seen.
    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<RegistryRow>) {
        var place = population.tools.place(of: batch.rows.lowerBound)
        var owner: Int64 = 0
        var team: Int64 = 0
        for index in 0..<batch.rowCount {
            if index > 0 { population.tools.advance(&place) }
            let row = batch.rows.lowerBound + Int64(index)
            let gateway = place.parent
            if index == 0 || gateway != shared[index - 1].gateway {
                owner = owners.owner(gateway)
                team = owners.team(gateway, owner: owner)
            }
            let created = owners.toolCreated(row, place, jitter: createdKey.unit(row))
            shared[index] = RegistryRow(
                owner: owner,
                team: team,
                created: created,
                updated: registry.updated(row, created: created),
                visibility: owners.visibility(gateway),
                gateway: gateway
            )
        }
    }

    func isEnabled(_ row: Int64) -> Bool { enabled.contains(row) }

    private func appendDescription(_ row: Int64, into writer: inout ByteWriter) {
        population.appendDescription(
            descriptionKey,
            row: row,
            topic: .tool,
            subject: names.subject(row),
            into: &writer
        )
    }

    /// Writes what a tool returns; false when it does not say.
    private func appendOutputSchema(_ row: Int64, into writer: inout ByteWriter) -> Bool {
        let bits = choiceKey.stream(1).bits(row)
        guard bits % 100 < ToolsTable.outputSchemaPercent else { return false }
        ToolSchemas.standard.appendOutput(
            key: schemaKey,
            row: row,
            object: names.subject(row).object,
            into: &writer
        )
        return true
    }
}

extension CountKey {
    /// Tools of a gateway.
    package static let toolsPerGateway = CountKey(
        "tools_per_gateway",
        "Tools of a gateway",
        10...50,
        mean: 20
    )
}
