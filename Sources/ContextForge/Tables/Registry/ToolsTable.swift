import Rows

/// `tools`: what the gateways offer, in the order of the gateways.
package struct ToolsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "tools",
        component: "tools",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("original_name", .text(lengthMax: nil)),
            .required("custom_name_slug", .text(lengthMax: nil)),
            .optional("url", .text(lengthMax: nil)),
            .optional("description", .text(lengthMax: nil)),
            .required("integration_type", .text(lengthMax: nil)),
            .required("request_type", .text(lengthMax: nil)),
            .unfilled("headers", .json),
            .required("input_schema", .json),
            .required("jsonpath_filter", .text(lengthMax: nil)),
            .credential("auth_type", .text(lengthMax: nil)),
            .credential("auth_value", .text(lengthMax: nil)),
            .required("gateway_id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: nil)),
            .optional("annotations", .json),
            .optional("reachable", .boolean, isNullable: false),
            .optional("tags", .json),
            .optional("federation_source", .text(lengthMax: 255)),
            .optional("custom_name", .text(lengthMax: 255)),
            .optional("display_name", .text(lengthMax: 255)),
            .optional("output_schema", .json),
            .unfilled("base_url", .text(lengthMax: nil)),
            .unfilled("path_template", .text(lengthMax: nil)),
            .unfilled("query_mapping", .json),
            .unfilled("header_mapping", .json),
            .unfilled("timeout_ms", .integer),
            .optional("expose_passthrough", .boolean, isNullable: false),
            .unfilled("allowlist", .json),
            .unfilled("plugin_chain_pre", .json),
            .unfilled("plugin_chain_post", .json),
            .optional("original_description", .text(lengthMax: nil)),
            .unfilled("title", .text(lengthMax: 255)),
            .unfilled("grpc_service_id", .text(lengthMax: 36)),
            .optional("deprecated", .boolean, isNullable: false),
            .unfilled("extension_metadata", .json),
        ] + RegistryColumns.definitions,
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_gateway_id__original_name",
                ["gateway_id", "original_name"]
            )
        ],
        references: [
            TableDefinition.Reference("gateway_id", "gateways", "id", isDeclared: true)
        ] + RegistryColumns.references,
        laterColumns: ["updated_at"],
        upkeep: TableUpkeep(columns: ["reachable", "updated_at"]),
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

    private let population: Population
    private let owners: GatewayOwners
    private let columns: RegistryColumns
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
        columns = RegistryColumns(population, table: "tools")
        gatewayNames = GatewayNames(population)
        authentication = Authentication(gatewaysOf: population)
        credentials = Credentials(population, owners: "gateways", table: "tools")
        names = ToolNames(population)
        fullNames = ToolFullNames(population)
        identifiers = Population.identifiers("tools", count, population.configuration)
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

    package func fill(_ batch: ColumnBatch) {
        let gateway = batch.lane(.parent)
        fillLanes(batch)
        columns.fillUpdatedLane(batch)
        batch.text("id") { writer, row, _ in identifiers.appendHex(row, into: &writer) }
        batch.text("original_name") { writer, row, _ in
            names.appendOriginal(row, into: &writer)
        }
        batch.text("custom_name_slug") { writer, row, _ in
            batch.slug(into: &writer) { names.appendOriginal(row, into: &$0) }
        }
        batch.text("url") { writer, _, index in
            gatewayNames.appendURL(gateway[index], into: &writer)
        }
        batch.text("description") { writer, row, _ in appendDescription(row, into: &writer) }
        batch.constant("integration_type", "MCP")
        batch.text("request_type") { writer, _, index in
            writer.append(gatewayNames.isStreamable(gateway[index]) ? "STREAMABLEHTTP" : "SSE")
        }
        batch.text("input_schema") { writer, row, _ in
            ToolSchemas.standard.appendInput(
                key: schemaKey,
                row: row,
                object: names.subject(row).object,
                into: &writer
            )
        }
        batch.constant("jsonpath_filter", "")
        // The gateway gives a tool the credentials of the gateway that offers it; where that uses
        // OAuth, a tool has none.
        batch.optionalText("auth_type") { writer, _, index in
            guard authentication.kind(gateway[index]) != .oauth else { return false }
            return authentication.appendKind(gateway[index], into: &writer)
        }
        batch.optionalText("auth_value") { writer, row, index in
            credentials.append(
                authentication.kind(gateway[index]),
                owner: gateway[index],
                row: row,
                scratch: &batch.scratch,
                into: &writer
            )
        }
        batch.text("gateway_id") { writer, _, index in
            population.gatewayIdentifiers.appendHex(gateway[index], into: &writer)
        }
        batch.text("name") { writer, row, index in
            fullNames.append(
                row,
                gateway: gateway[index],
                scratch: &batch.scratch,
                into: &writer
            )
        }
        batch.text("annotations") { writer, row, _ in
            var bits = CellBits(choiceKey, row: row)
            writer.append(bits.word(of: ToolsTable.annotations))
        }
        batch.constant("reachable", 1)
        batch.text("tags") { writer, row, _ in
            Tags.standard.appendObjects(key: tagKey, row: row, into: &writer)
        }
        batch.text("federation_source") { writer, _, index in
            gatewayNames.append(gateway[index], into: &writer)
        }
        batch.text("custom_name") { writer, row, _ in names.appendOriginal(row, into: &writer) }
        batch.text("display_name") { writer, row, _ in names.appendDisplay(row, into: &writer) }
        batch.optionalText("output_schema") { writer, row, _ in
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
        batch.constant("expose_passthrough", 1)
        batch.text("original_description") { writer, row, _ in
            appendDescription(row, into: &writer)
        }
        batch.constant("deprecated", 0)
        batch.integers("enabled") { row, _ in enabled.contains(row) ? 1 : 0 }
        columns.fill(batch, federatedBy: gateway)
    }

    /// A tool belongs to whom its gateway belongs, and is seen by whom its gateway is seen.
    private func fillLanes(_ batch: ColumnBatch) {
        var place = population.tools.place(of: batch.rows.lowerBound)
        var owner: Int64 = 0
        var team: Int64 = 0
        for index in 0..<batch.rowCount {
            if index > 0 { population.tools.advance(&place) }
            let gateway = place.parent
            if index == 0 || gateway != batch.lane(.parent)[index - 1] {
                owner = owners.owner(gateway)
                team = owners.team(gateway, owner: owner)
            }
            batch.lane(.parent)[index] = gateway
            batch.lane(.owner)[index] = owner
            batch.lane(.team)[index] = team
            batch.lane(.choice)[index] = owners.visibility(gateway).rawValue
            let row = batch.rows.lowerBound + Int64(index)
            batch.lane(.created)[index] = owners.toolCreated(
                row,
                place,
                jitter: createdKey.unit(row)
            )
        }
    }

    private func appendDescription(_ row: Int64, into writer: inout ByteWriter) {
        population.appendDescription(
            descriptionKey,
            row: row,
            topic: .tool,
            subject: names.subject(row),
            into: &writer
        )
    }
}
