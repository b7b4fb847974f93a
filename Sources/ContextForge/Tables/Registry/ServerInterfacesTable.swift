import Rows

/// `server_interfaces`: a few virtual servers that are agents too, in the order of the servers.
package struct ServerInterfacesTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "server_interfaces",
        component: "server_interfaces",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("server_id", .text(lengthMax: 36)),
            .required("protocol", .text(lengthMax: nil)),
            .required("binding", .text(lengthMax: nil)),
            .optional("version", .text(lengthMax: nil)),
            .unfilled("tenant", .text(lengthMax: nil)),
            .required("enabled", .boolean),
            .optional("config", .json),
            .required("created_at", .timestamp),
            .required("updated_at", .timestamp),
        ],
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_server_interfaces_server_protocol_binding",
                ["server_id", "protocol", "binding"]
            )
        ],
        references: [
            TableDefinition.Reference("server_id", "servers", "id", isDeclared: true)
        ],
        laterColumns: ["updated_at"]
    )

    private let population: Population
    private let servers: SampledParents
    private let identifiers: IdentifierKey
    private let serverIdentifiers: IdentifierKey
    private let key: CellKey

    package init(_ population: Population) {
        self.population = population
        servers = SampledParents(oneIn: 100, of: population.servers.rowCount)
        identifiers = Population.identifiers(
            "server_interfaces",
            servers.count,
            population.configuration
        )
        serverIdentifiers = Population.identifiers(
            "servers",
            population.servers.rowCount,
            population.configuration
        )
        key = population.key("server_interfaces", "interface")
    }

    package var rowCount: Int64 { servers.count }

    package func fill(_ batch: ColumnBatch) {
        let server = batch.lane(.parent)
        let created = batch.lane(.created)
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            server[index] = servers.parent(of: row)
            let place = population.servers.place(of: server[index])
            created[index] = population.moment(
                afterObjectsOf: place.parent,
                // Late servers are there after their owner's other objects.
                notBefore: population.objectPlace(
                    server[index],
                    place,
                    of: population.servers,
                    jitter: 1 - 1e-9
                ),
                at: key.unit(row)
            )
        }
        batch.text("id") { writer, row, _ in identifiers.appendHyphenated(row, into: &writer) }
        batch.text("server_id") { writer, _, index in
            serverIdentifiers.appendHex(server[index], into: &writer)
        }
        batch.constant("protocol", "a2a")
        batch.text("binding") { writer, row, _ in
            writer.append(key.stream(1).bits(row) % 4 == 0 ? "rest" : "jsonrpc")
        }
        batch.constant("version", "1.0")
        batch.constant("enabled", 1)
        batch.constant("config", "{}")
        batch.integers("created_at") { _, index in created[index] }
        batch.integers("updated_at") { _, index in created[index] }
    }
}
