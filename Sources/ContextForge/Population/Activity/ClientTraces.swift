import Rows

/// Where users come from: addresses and programs.
struct ClientTraces: Sendable {
    private let networkKey: CellKey
    private let networks = WeightedChoice.zipf(count: 240)

    init(_ population: Population) {
        networkKey = population.key("email_users", "network")
    }

    /// Writes an address in one of the user's few private networks.
    @inline(__always)
    func appendAddress(_ user: Int64, bits: UInt64, into writer: inout ByteWriter) {
        // Most requests come from the first network of a user, the rest from two more.
        let which: UInt64 = bits & 7 < 6 ? 0 : bits & 1
        let network = networkKey.stream(which).bits(user)
        writer.append("10.")
        writer.append(decimal: UInt64(networks.index(network)) + 1)
        writer.append(0x2E)
        writer.append(decimal: network >> 17 & 255)
        writer.append(0x2E)
        writer.append(decimal: 1 + (bits >> 8) % 254)
    }

    /// Writes the program that a request was made with.
    @inline(__always)
    func appendUserAgent(_ bits: UInt64, into writer: inout ByteWriter) {
        writer.append(Vocabulary.userAgents[Vocabulary.userAgentChoice.index(bits)])
    }
}
