import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// Rows follow the release of the gateway that they are put into.
@Suite struct ReleaseRowTests {
    private static let catalogue = GatewayDataset(.small)
    private static let names = ["1.0.3", "1.0.7", "1.0.8", "1.0.9", "1.0.10", "1.0.11", "1.1.0"]

    private func contents(_ table: String, _ release: Release) throws -> TableContents {
        TableContents(
            try #require(ReleaseRowTests.catalogue.table(named: table)),
            constants: .standalone(release)
        )
    }

    @Test(arguments: names)
    func `a token without a team is limited to the personal one since 1_0_9`(
        name: String
    ) throws {
        let release = try #require(Release.named(name))
        let users = try contents("email_users", release)
        let teams = try contents("email_teams", release)
        let tokens = try contents("email_api_tokens", release)
        let admins = Set(
            zip(users.texts("email"), users.numbers("is_admin")).filter { $1 == 1 }.map(\.0)
        )
        let personal = Set(
            zip(teams.texts("id"), teams.numbers("is_personal")).filter { $1 == 1 }.map(\.0)
        )
        let owners = zip(tokens.texts("user_email"), tokens.optionalTexts("team_id"))
        let withoutTeam = owners.filter { $1 == nil }.map(\.0)
        let ofAdmins = withoutTeam.count { admins.contains($0) }
        #expect(ofAdmins > 0)
        if release < TokensTable.personalTeamSince {
            #expect(withoutTeam.count > tokens.rowCount / 3)
        } else {
            #expect(withoutTeam.count == ofAdmins)
            let inPersonal = owners.count { $1.map { personal.contains($0) } ?? false }
            #expect(inPersonal > tokens.rowCount / 3)
        }
    }

    @Test(arguments: names)
    func `users of an identity provider have no password since 1_0_11`(name: String) throws {
        let release = try #require(Release.named(name))
        let users = try contents("email_users", release)
        let providers = Set(try contents("sso_providers", release).texts("id"))
        let emails = users.texts("email")
        let hashes = users.optionalTexts("password_hash")
        let types = users.texts("password_hash_type")
        let changes = users.optionalNumbers("password_changed_at")
        var passwordless: Set<String> = []
        for (row, provider) in users.texts("auth_provider").enumerated() {
            #expect(provider == "local" || providers.contains(provider))
            #expect((hashes[row] == nil) == (types[row] == "none"))
            #expect((hashes[row] == nil) == (changes[row] == nil))
            guard hashes[row] == nil else { continue }
            #expect(provider != "local")
            passwordless.insert(emails[row])
        }
        #expect(passwordless.isEmpty == (release < UsersTable.passwordlessSince))
        for table in ["password_history", "password_reset_tokens"] {
            let others = try contents(table, release).texts("user_email")
            #expect(passwordless.isDisjoint(with: others), "\(table)")
        }
        let events = try contents("email_auth_events", release)
        for (email, kind) in zip(events.texts("user_email"), events.texts("event_type"))
        where passwordless.contains(email) {
            #expect(kind == "login")
        }
    }

    @Test(arguments: names)
    func `what a gateway brings is named and stored as the release does it`(
        name: String
    ) throws {
        let release = try #require(Release.named(name))
        let gateways = try contents("gateways", release)
        let slugs = Dictionary(
            uniqueKeysWithValues: zip(gateways.texts("id"), gateways.texts("slug"))
        )
        for table in ["resources", "prompts"] {
            let objects = try contents(table, release)
            let names = objects.texts("name")
            let originals = objects.texts("original_name")
            let isPrefixed = table == "prompts" || release >= ResourcesTable.prefixSince
            var count = 0
            for (row, gateway) in objects.optionalTexts("gateway_id").enumerated() {
                guard let gateway else {
                    #expect(names[row] == originals[row])
                    continue
                }
                count += 1
                let slug = try #require(slugs[gateway])
                #expect(names[row] == (isPrefixed ? "\(slug)-" : "") + originals[row])
                if table == "resources" {
                    let text = objects.optionalTexts("text_content")[row]
                    let size = objects.optionalNumbers("size")[row]
                    let isNull = release >= ResourcesTable.contentlessSince
                    #expect(text == (isNull ? nil : ""))
                    #expect(size == (isNull ? nil : 0))
                } else {
                    #expect(objects.texts("template")[row].isEmpty)
                }
            }
            #expect(count > 0, "\(table)")
        }
    }

    @Test func `a release that no schema has is none`() {
        #expect(Release.named("0.9.0") == nil)
        #expect(Catalogue.contextForge.release(revision: "12d4a0c7789c")?.name == "1.0.9")
        #expect(Catalogue.contextForge.release(revision: "none") == nil)
    }
}
