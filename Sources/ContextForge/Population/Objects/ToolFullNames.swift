import Rows

/// Names of tools as the gateway shows them: with the name of their gateway before their own.
struct ToolFullNames: Sendable {
    private let gateways: GatewayNames
    private let names: ToolNames
    /// First tool of every gateway, and the number of tools at the end.
    private let firstTools: [Int64]

    init(_ population: Population) {
        gateways = GatewayNames(population)
        names = ToolNames(population)
        var first: Int64 = 0
        firstTools =
            [0]
            + (0..<population.configuration.gatewayCount).map { gateway in
                first += population.tools.count(of: gateway)
                return first
            }
    }

    /// Writes the name of any tool; what `scratch` held is lost.
    @inline(__always)
    func append(_ tool: Int64, scratch: inout ByteWriter, into writer: inout ByteWriter) {
        var low = 0
        var high = firstTools.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if firstTools[middle] <= tool { low = middle } else { high = middle }
        }
        append(tool, gateway: Int64(low), scratch: &scratch, into: &writer)
    }

    /// Writes the name of a tool of a gateway.
    @inline(__always)
    func append(
        _ tool: Int64,
        gateway: Int64,
        scratch: inout ByteWriter,
        into writer: inout ByteWriter
    ) {
        Slug.append(into: &writer, scratch: &scratch) { gateways.append(gateway, into: &$0) }
        writer.append(0x2D)
        Slug.append(into: &writer, scratch: &scratch) { names.appendOriginal(tool, into: &$0) }
    }
}
