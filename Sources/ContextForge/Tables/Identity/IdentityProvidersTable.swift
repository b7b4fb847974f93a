import Rows

/// `sso_providers`: a handful of identity providers, switched off.
package struct IdentityProvidersTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .text(.required("id", .text(lengthMax: 50))) { table, row, _, writer in
            table.providers.appendIdentifier(row, into: &writer)
        },
        .text(.required("name", .text(lengthMax: 100))) { table, row, _, writer in
            table.providers.appendIdentifier(row, into: &writer)
        },
        .text(.required("display_name", .text(lengthMax: 100))) { table, row, _, writer in
            table.providers.appendDisplayName(row, into: &writer)
        },
        .constant(.required("provider_type", .text(lengthMax: 20)), "oidc"),
        // Otherwise the log-in page would offer them.
        .constant(.required("is_enabled", .boolean), 0),
        .hexDigits(.required("client_id", .text(lengthMax: 255))) { $0.key },
        .scratchText(.required("client_secret_encrypted", .text(lengthMax: nil))) {
            (table, row, _, scratch, writer) in
            table.appendClientSecret(row, &scratch, into: &writer)
        },
        .text(.required("authorization_url", .text(lengthMax: 500))) { table, row, _, writer in
            table.appendURL(row, "/oauth2/authorize", into: &writer)
        },
        .text(.required("token_url", .text(lengthMax: 500))) { table, row, _, writer in
            table.appendURL(row, "/oauth2/token", into: &writer)
        },
        .text(.required("userinfo_url", .text(lengthMax: 500))) { table, row, _, writer in
            table.appendURL(row, "/oauth2/userinfo", into: &writer)
        },
        .text(.optional("issuer", .text(lengthMax: 500))) { table, row, _, writer in
            table.appendURL(row, "", into: &writer)
        },
        .text(.optional("trusted_domains", .json)) { table, _, _, writer in
            writer.append("[\"")
            writer.append(table.domain[0])
            writer.append("\"]")
        },
        .constant(.required("scope", .text(lengthMax: 200)), "openid profile email"),
        .constant(.required("auto_create_users", .boolean), 0),
        .constant(.optional("team_mapping", .json), "{}"),
        .constant(.required("created_at", .timestamp)) { $0.population.timeline.start },
        .constant(.required("updated_at", .timestamp)) { $0.population.timeline.start },
        .constant(.optional("provider_metadata", .json, isNullable: false), "{}"),
        .unfilled("jwks_uri", .text(lengthMax: 500)),
        .constant(.optional("trusted_for_api_auth", .boolean), 0),
        .unfilled("api_audience", .text(lengthMax: 500)),
    ]

    package static let definition = TableDefinition(
        name: "sso_providers",
        component: "sso_providers",
        columns: columns.map(\.definition),
        uniqueKeys: [TableDefinition.UniqueKey("uq_sso_providers_name", ["name"])],
        // A handful that was there from the start.
        followsRecentShare: false,
        laterColumns: ["updated_at"],
        ownerSign: .url("issuer")
    )

    private let population: Population
    private let providers: IdentityProviders
    private let domain: WordList
    private let key: CellKey

    package init(_ population: Population) {
        self.population = population
        providers = IdentityProviders(population)
        domain = WordList(population.configuration.emailDomain)
        key = population.key("sso_providers", "client_id")
    }

    package var rowCount: Int64 { IdentityProviders.count }

    /// Writes an address of a provider with a path.
    private func appendURL(_ row: Int64, _ path: StaticString, into writer: inout ByteWriter) {
        writer.append("https://")
        providers.appendIdentifier(row, into: &writer)
        writer.append(0x2E)
        writer.append(domain[0])
        writer.append(path)
    }

    /// Without the encryption secret it is a word that the gateway takes for plain text.
    private func appendClientSecret(
        _ row: Int64,
        _ scratch: inout ByteWriter,
        into writer: inout ByteWriter
    ) {
        guard let bundles = population.secrets.bundleCipher else { return writer.append("none") }
        scratch.removeAll()
        ShortCode.append(key.stream(1).bits(row), length: 40, into: &scratch)
        bundles.append(
            scratch.bytes,
            cell: key.stream(2).bits(row),
            seconds: population.timeline.start / 1_000_000,
            into: &writer
        )
    }
}
