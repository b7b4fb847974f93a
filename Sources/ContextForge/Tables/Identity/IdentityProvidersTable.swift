import Rows

/// `sso_providers`: a handful of identity providers, switched off.
package struct IdentityProvidersTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "sso_providers",
        component: "sso_providers",
        columns: [
            .required("id", .text(lengthMax: 50)),
            .required("name", .text(lengthMax: 100)),
            .required("display_name", .text(lengthMax: 100)),
            .required("provider_type", .text(lengthMax: 20)),
            .required("is_enabled", .boolean),
            .required("client_id", .text(lengthMax: 255)),
            .required("client_secret_encrypted", .text(lengthMax: nil)),
            .required("authorization_url", .text(lengthMax: 500)),
            .required("token_url", .text(lengthMax: 500)),
            .required("userinfo_url", .text(lengthMax: 500)),
            .optional("issuer", .text(lengthMax: 500)),
            .optional("trusted_domains", .json),
            .required("scope", .text(lengthMax: 200)),
            .required("auto_create_users", .boolean),
            .optional("team_mapping", .json),
            .required("created_at", .timestamp),
            .required("updated_at", .timestamp),
            .optional("provider_metadata", .json, isNullable: false),
            .unfilled("jwks_uri", .text(lengthMax: 500)),
            .optional("trusted_for_api_auth", .boolean),
            .unfilled("api_audience", .text(lengthMax: 500)),
        ],
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

    package func fill(_ batch: ColumnBatch) {
        func url(_ path: StaticString) -> (inout ByteWriter, Int64, Int) -> Void {
            { writer, row, _ in
                writer.append("https://")
                providers.appendIdentifier(row, into: &writer)
                writer.append(0x2E)
                writer.append(domain[0])
                writer.append(path)
            }
        }
        batch.text("id") { writer, row, _ in providers.appendIdentifier(row, into: &writer) }
        batch.text("name") { writer, row, _ in providers.appendIdentifier(row, into: &writer) }
        batch.text("display_name") { writer, row, _ in
            providers.appendDisplayName(row, into: &writer)
        }
        batch.constant("provider_type", "oidc")
        // Otherwise the log-in page would offer them.
        batch.constant("is_enabled", 0)
        batch.text("client_id") { writer, row, _ in HexDigits.append(key.bits(row), into: &writer) }
        batch.text("client_secret_encrypted") { writer, row, _ in
            appendClientSecret(row, &batch.scratch, into: &writer)
        }
        batch.text("authorization_url", url("/oauth2/authorize"))
        batch.text("token_url", url("/oauth2/token"))
        batch.text("userinfo_url", url("/oauth2/userinfo"))
        batch.text("issuer", url(""))
        batch.text("trusted_domains") { writer, _, _ in
            writer.append("[\"")
            writer.append(domain[0])
            writer.append("\"]")
        }
        batch.constant("scope", "openid profile email")
        batch.constant("auto_create_users", 0)
        batch.constant("team_mapping", "{}")
        batch.constant("created_at", population.timeline.start)
        batch.constant("updated_at", population.timeline.start)
        batch.constant("provider_metadata", "{}")
        batch.constant("trusted_for_api_auth", 0)
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
