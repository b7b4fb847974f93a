import Rows

/// What gateways are called and where they are.
struct GatewayNames: Sendable {
    private let names: ObjectNames
    private let nameKey: CellKey
    private let transportKey: CellKey
    private let domain: WordList

    init(_ population: Population) {
        names = ObjectNames(population, table: "gateways")
        nameKey = population.key("gateways", "name")
        transportKey = population.key("gateways", "transport")
        domain = WordList(".mcp." + population.configuration.emailDomain)
    }

    /// Whether a gateway speaks streamable HTTP; the others send server-sent events.
    func isStreamable(_ gateway: Int64) -> Bool {
        transportKey.bits(gateway) % 100 < 60
    }

    /// Writes a gateway's name: `Harbor Logistics k3f9x2ab`.
    func append(_ gateway: Int64, into writer: inout ByteWriter) {
        var bits = CellBits(nameKey, row: gateway)
        names.append(gateway, separator: 0x20, into: &writer) { writer, _ in
            writer.append(bits.word(of: Vocabulary.companyWords))
            writer.append(0x20)
            writer.append(bits.word(of: Vocabulary.companySuffixes))
        }
    }

    /// Writes a gateway's address, in the domain of the users: nobody outside is ever called.
    func appendURL(_ gateway: Int64, into writer: inout ByteWriter) {
        appendURL(gateway, path: isStreamable(gateway) ? "/mcp" : "/sse", into: &writer)
    }

    /// Writes an address at a gateway's host.
    func appendURL(_ gateway: Int64, path: StaticString, into writer: inout ByteWriter) {
        writer.append("http://")
        names.appendCode(gateway, into: &writer)
        writer.append(domain[0])
        writer.append(path)
    }
}
