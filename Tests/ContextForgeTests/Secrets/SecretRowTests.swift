import Crypto
import Foundation
import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// What rows are like when secrets are given.
@Suite struct SecretRowTests {
    private static let sample = Result { try SecretSamples(.small) }

    private func sample() throws -> SecretSamples { try SecretRowTests.sample.get() }

    @Test func `active users with a password share one hash, the others have unmatched ones`()
        throws
    {
        let users = try sample().contents("email_users")
        let active = users.numbers("is_active")
        let hashes = users.optionalTexts("password_hash")
        let shared = Set(zip(active, hashes).filter { $0.0 == 1 }.compactMap(\.1))
        let unmatched = zip(active, hashes).filter { $0.0 == 0 }.compactMap(\.1)
        #expect(shared.count == 1)
        #expect(Set(unmatched).count == unmatched.count)
        #expect(!unmatched.isEmpty)
        #expect(shared.isDisjoint(with: unmatched))
        #expect(shared.first?.hasPrefix("$argon2id$v=19$m=65536,t=3,p=1$") == true)
    }

    @Test func `users have OAuth tokens for gateways that use OAuth, no pair twice`() throws {
        let sample = try sample()
        let gateways = sample.contents("gateways")
        let kinds = zip(gateways.texts("id"), gateways.optionalTexts("auth_type"))
        let oauth = Set(kinds.filter { $1 == "oauth" }.map(\.0))
        let tokens = sample.contents("oauth_tokens")
        let pairCount = oauth.count * sample.contents("email_users").rowCount
        let rate = sample.configuration[.oauthTokenRate]
        #expect(tokens.rowCount == Int((Double(pairCount) * rate).rounded()))
        #expect(tokens.rowCount > 5)
        #expect(oauth.isSuperset(of: tokens.texts("gateway_id")))
        let pairs = zip(tokens.texts("gateway_id"), tokens.texts("app_user_email"))
        #expect(Set(pairs.map { $0 + "/" + $1 }).count == tokens.rowCount)
        #expect(tokens.texts("access_token").allSatisfy { $0.hasPrefix("v2:{") })
        #expect(Set(sample.contents("registered_oauth_clients").texts("gateway_id")) == oauth)
    }

    @Test func `the hash follows from password and seed`() throws {
        func hash(_ password: String, seed: UInt64) throws -> String {
            let texts = SecretTexts([.userPassword: password])
            let word = try #require(try DatasetSecrets(texts, seed: seed).passwordHash)
            return String(decoding: word[0], as: UTF8.self)
        }
        #expect(try hash("One-password!", seed: 1) == hash("One-password!", seed: 1))
        #expect(try hash("One-password!", seed: 1) != hash("One-password!", seed: 2))
        #expect(try hash("One-password!", seed: 1) != hash("Two-password!", seed: 1))
    }

    @Test func `a row keeps the hash of the token that is computed again from it`() throws {
        let sample = try sample()
        let rows = sample.contents("email_api_tokens")
        let users = sample.contents("email_users")
        let tokens = try #require(APITokens(sample.catalogue.population))
        #expect(tokens.count == Int64(rows.rowCount))
        let identifiers = Dictionary(
            uniqueKeysWithValues: zip(users.texts("email"), users.texts("id"))
        )
        for row in 0..<rows.rowCount {
            let token = tokens.token(Int64(row), release: .newest)
            let digest = SHA256.hash(data: Data(token.utf8))
            #expect(rows.texts("token_hash")[row] == HexDigits.text(of: digest))
            let claims = try Claims(token)
            let email = rows.texts("user_email")[row]
            #expect(claims.sub == identifiers[email])
            #expect(claims.user.email == email)
            #expect(claims.jti == rows.texts("jti")[row])
            #expect(claims.teams == rows.optionalTexts("team_id")[row].map { [$0] })
            #expect(claims.iat == rows.numbers("created_at")[row] / 1_000_000)
            if let expiry = rows.optionalNumbers("expires_at")[row] {
                #expect(claims.exp == expiry / 1_000_000)
            } else {
                #expect(claims.exp == claims.iat + 3650 * 86_400)
            }
            let scopes = try JSONDecoder().decode(
                [String].self,
                from: Data(rows.texts("resource_scopes")[row].utf8)
            )
            #expect(claims.scopes.permissions == scopes)
        }
    }

    @Test func `shares of gateways and agents have each kind of credentials`() throws {
        let sample = try sample()
        for (table, expected) in [
            ("gateways", ["oauth": 2, "authheaders": 2, "basic": 1, "bearer": 3]),
            ("a2a_agents", ["authheaders": 12, "basic": 8, "bearer": 25]),
        ] {
            let kinds = sample.contents(table).optionalTexts("auth_type")
            let counts = Dictionary(grouping: kinds.compactMap { $0 }) { $0 }.mapValues(\.count)
            #expect(counts == expected, "\(table) of \(kinds.count)")
        }
        let gateways = sample.contents("gateways")
        let authentication = Authentication(gatewaysOf: sample.catalogue.population)
        let oauth = (0..<authentication.oauthCount).map { authentication.oauthObject(rank: $0) }
        #expect(
            oauth.sorted()
                == gateways.optionalTexts("auth_type").indices
                .filter { gateways.texts("auth_type")[$0] == "oauth" }.map(Int64.init)
        )
    }

    @Test func `credentials stand where their kind wants them`() throws {
        let sample = try sample()
        let gateways = sample.contents("gateways")
        for row in 0..<gateways.rowCount {
            let kind = gateways.optionalTexts("auth_type")[row]
            let value = gateways.optionalTexts("auth_value")[row]
            let hasValue = kind != nil && kind != "oauth"
            #expect((value != nil) == hasValue)
            if let value {
                let text = try JSONDecoder().decode([String].self, from: Data("[\(value)]".utf8))
                #expect(text[0].wholeMatch(of: /[A-Za-z0-9_-]+/) != nil)
            }
            let config = gateways.optionalTexts("oauth_config")[row]
            #expect((config != nil) == (kind == "oauth"))
            if let config {
                let client = try JSONDecoder().decode(Client.self, from: Data(config.utf8))
                #expect(client.secret.hasPrefix("v2:{"))
            }
        }
        let identifiers = gateways.texts("id")
        let tools = sample.contents("tools")
        for row in 0..<tools.rowCount {
            let gateway = try #require(identifiers.firstIndex(of: tools.texts("gateway_id")[row]))
            let kind = gateways.optionalTexts("auth_type")[gateway]
            #expect(tools.optionalTexts("auth_type")[row] == (kind == "oauth" ? nil : kind))
            #expect(
                (tools.optionalTexts("auth_value")[row] == nil)
                    == (tools.optionalTexts("auth_type")[row] == nil)
            )
        }
        let values = tools.optionalTexts("auth_value").compactMap { $0 }
        #expect(Set(values).count == values.count && !values.isEmpty)
    }

    @Test func `secrets change no other cell`() throws {
        let sample = try sample()
        let secret = [
            "password_hash", "token_hash", "auth_type", "auth_value", "oauth_config", "api_key",
            "auth_token", "client_secret_encrypted",
        ]
        let oauth = ["oauth_tokens", "registered_oauth_clients"]
        for table in GatewayDataset(.small).tables
        where !oauth.contains(type(of: table).definition.name) {
            let plain = TableContents(table)
            let other = sample.contents(plain.definition.name)
            for (index, column) in plain.definition.filledColumns.enumerated() {
                let isEqual = plain.columns[index] == other.columns[index]
                #expect(
                    isEqual || secret.contains(column.name),
                    "\(plain.definition.name).\(column.name)"
                )
                if column.needsEncryption { #expect(plain.columns[index].allSatisfy { $0 == nil }) }
            }
        }
    }

    @Test func `the same rows come again, and without the secrets the same keys`() throws {
        let sample = try sample()
        let again = try SecretSamples(.small)
        let without = GatewayDataset(sample.configuration)
        for table in ["email_users", "email_api_tokens", "gateways", "tools", "a2a_agents"] {
            #expect(sample.contents(table).columns == again.contents(table).columns)
            let keys = TableContents(try #require(without.table(named: table)))
            #expect(keys.texts("id") == sample.contents(table).texts("id"))
        }
    }

    private struct Claims: Decodable {
        let sub: String
        let jti: String
        let iat: Int64
        let exp: Int64
        let teams: [String]?
        let user: User
        let scopes: Scopes

        struct User: Decodable { let email: String }
        struct Scopes: Decodable { let permissions: [String] }

        init(_ token: String) throws {
            var part = String(token.split(separator: ".")[1])
                .replacing("-", with: "+").replacing("_", with: "/")
            while part.count % 4 != 0 { part += "=" }
            let data = try #require(Data(base64Encoded: part))
            self = try JSONDecoder().decode(Claims.self, from: data)
        }
    }

    private struct Client: Decodable {
        let secret: String

        private enum CodingKeys: String, CodingKey {
            case secret = "client_secret"
        }
    }
}
