import Foundation
import TestSupport
import Testing

/// What README says of the profiles.
@Suite struct ReadmeTests {
    private struct Plan: Decodable {
        struct Table: Decodable {
            let component: String
            let rows: Int
        }

        let tables: [Table]
    }

    @Test(arguments: ["tiny", "small", "medium", "large", "production", "massive"])
    func `the table of the profiles has the counts of their plans`(profile: String) async throws {
        let text = try String(contentsOfFile: "\(PackageRoot.path)/README.md", encoding: .utf8)
        let line = try #require(
            text.split(separator: "\n").first { $0.hasPrefix("| \(profile) | ") }
        )
        let shown = line.split(separator: "|").dropFirst().compactMap { cell in
            Int(cell.replacing(",", with: "").trimmingCharacters(in: .whitespaces))
        }
        let result = try await GatefillBinary.run(
            ["plan", "--profile", profile, "--end-date", "2026-06-01T12:00:00Z", "--json"],
            in: TemporaryFolder("readme")
        ).requireSuccess("gatefill plan")
        // Our own profiles ask for nothing that they do not get.
        #expect(result.standardError == "")
        let plan = try JSONDecoder().decode(Plan.self, from: Data(result.standardOutput.utf8))
        let columns = [
            "users", "teams", "team_members", "tokens", "gateways", "tools", "resources",
            "prompts", "servers", "a2a_agents",
        ]
        let counts = columns.map { name in
            plan.tables.first { $0.component == name }?.rows ?? -1
        }
        #expect(shown == counts + [plan.tables.reduce(0) { $0 + $1.rows }])
    }
}
