import Rows

/// `server_interfaces`: a few virtual servers that are agents too, in the order of the servers.
package struct ServerInterfacesTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) { $0.identifiers },
        .text(.required("server_id", .text(lengthMax: 36))) { table, _, interface, writer in
            table.serverIdentifiers.appendHex(interface.server, into: &writer)
        },
        .constant(.required("protocol", .text(lengthMax: nil)), "a2a"),
        .text(.required("binding", .text(lengthMax: nil))) { table, row, _, writer in
            writer.append(table.key.stream(1).bits(row) % 4 == 0 ? "rest" : "jsonrpc")
        },
        .constant(.optional("version", .text(lengthMax: nil)), "1.0"),
        .unfilled("tenant", .text(lengthMax: nil)),
        .constant(.required("enabled", .boolean), 1),
        .constant(.optional("config", .json), "{}"),
        .integers(.required("created_at", .timestamp)) { _, _, interface in interface.created },
        .integers(.required("updated_at", .timestamp)) { _, _, interface in interface.created },
    ]

    package static let definition = TableDefinition(
        name: "server_interfaces",
        component: "server_interfaces",
        columns: columns.map(\.definition),
        uniqueKeys: [
            TableDefinition.UniqueKey(
                "uq_server_interfaces_server_protocol_binding",
                ["server_id", "protocol", "binding"]
            )
        ],
        references: [
            TableDefinition.Reference("server_id", to: "servers", key: "id", isDeclared: true)
        ],
        laterColumns: ["updated_at"]
    )

    /// What the columns of an interface share.
    package struct Shared: BitwiseCopyable {
        let server: Int64
        let created: Int64
    }

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
            rowCount: servers.count,
            population.configuration
        )
        serverIdentifiers = Population.identifiers(
            "servers",
            rowCount: population.servers.rowCount,
            population.configuration
        )
        key = population.key("server_interfaces", "interface")
    }

    package var rowCount: Int64 { servers.count }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for index in 0..<batch.rowCount {
            let row = batch.rows.lowerBound + Int64(index)
            let server = servers.parent(of: row)
            shared[index] = Shared(server: server, created: created(row, server: server))
        }
    }

    private func created(_ row: Int64, server: Int64) -> Int64 {
        let place = population.servers.place(of: server)
        return population.moment(
            afterObjectsOf: place.parent,
            // Late servers are there after their owner's other objects.
            notBefore: population.objectPlace(
                server,
                place,
                of: population.servers,
                jitter: 1 - 1e-9
            ),
            at: key.unit(row)
        )
    }
}
