import Rows

/// How gateways that use OAuth get their tokens: the `oauth_config` of a gateway.
struct OAuthClients: Sendable {
    private static let scopes = WordList(
        """
        ["openid","offline_access"]
        ["mcp.read"]
        ["mcp.read","mcp.write"]
        ["tools.read","tools.call","offline_access"]
        """
    )

    private let bundles: BundleCipher?
    private let names: GatewayNames
    private let key: CellKey
    private let cellKey: CellKey

    init(_ population: Population) {
        bundles = population.secrets.bundleCipher
        names = GatewayNames(population)
        key = population.key("gateways", "oauth_config")
        cellKey = population.key("gateways", "oauth_config.client_secret")
    }

    /// Writes the configuration of a gateway, its client secret encrypted; false when there is no
    /// secret to encrypt it with.
    ///
    /// Two of three act for their users (`authorization_code`), the others for themselves. The
    /// gateway was registered at `created`, in microseconds since 1970.
    func append(_ gateway: Int64, created: Int64, into writer: inout ByteWriter) -> Bool {
        guard let bundles else { return false }
        var bits = CellBits(key, row: gateway)
        let actsForUsers = bits.index(below: 3) > 0
        writer.append(#"{"grant_type":""#)
        writer.append(actsForUsers ? "authorization_code" : "client_credentials")
        writer.append(#"","client_id":"gw-"#)
        ShortCode.append(bits.next(), length: 12, into: &writer)
        writer.append(#"","client_secret":""#)
        var secret = ByteWriter(capacity: 64)
        ShortCode.append(bits.next(), length: 40, into: &secret)
        bundles.append(
            secret.bytes,
            cell: cellKey.bits(gateway),
            seconds: created / 1_000_000,
            isInJSON: true,
            into: &writer
        )
        writer.append(#"","token_url":""#)
        names.appendURL(gateway, path: "/oauth/token", into: &writer)
        if actsForUsers {
            writer.append(#"","authorization_url":""#)
            names.appendURL(gateway, path: "/oauth/authorize", into: &writer)
            writer.append(#"","redirect_uri":"http://localhost:4444/oauth/callback"#)
        }
        writer.append(#"","scopes":"#)
        writer.append(bits.word(of: OAuthClients.scopes))
        writer.append("}")
        return true
    }
}
