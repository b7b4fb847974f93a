import Rows

/// The machines that a gateway runs on, and its processes there.
struct GatewayHosts: Sendable {
    /// Number of machines: one for a thousand users, up to three.
    let count: Int64
    private static let processCount: UInt64 = 4

    private let key: CellKey
    private let names: WordList

    init(_ population: Population) {
        key = population.key("gateway_hosts", "host")
        count = min(3, 1 + population.configuration.userCount / 1000)
        let domain = population.configuration.emailDomain
        // The code keeps the machines of two seeds apart in one database.
        let code = key.bits(-1) % 1_000_000
        names = WordList(
            (1...count).map { "gateway-\(code)-\($0).\(domain)" }
                .joined(separator: "\n")
        )
    }

    /// Writes the name of the machine that served a request.
    func appendName(_ number: Int64, into writer: inout ByteWriter) {
        appendHost(Int64(key.bits(number) % UInt64(count)), into: &writer)
    }

    /// Writes the name of a machine, `0 ..< count`.
    func appendHost(_ host: Int64, into writer: inout ByteWriter) {
        writer.append(names[Int(host)])
    }

    /// The process that served a request.
    func processIdentifier(_ number: Int64) -> Int64 {
        let bits = key.bits(number)
        let host = bits % UInt64(count)
        let process = (bits >> 32) % GatewayHosts.processCount
        return Int64(1200 + 100 * host + 7 * process)
    }
}
