import Foundation
import TestSupport
import Testing

/// `gatefill verify --all`: everybody's rows, without a journal.
@Suite struct WholeVerificationTests {
    @Test(arguments: TargetKind.allCases)
    func `rows of a gateway, of real people and of runs pass`(kind: TargetKind) async throws {
        let database = try await kind.makeGateway()
        try await RealRows(database: database).make()
        var generation = try Generation(into: database)
        generation.profile = "tiny"
        try await generation.run()
        let folder = try TemporaryFolder("no-journal")
        let result = try await GatefillBinary.run(
            ["verify", "--all", "--target", database.url, "--verbose"],
            in: folder
        )
        #expect(result.exit == .status(0), "\(result.standardError)")
        #expect(result.standardError == "notice: checking every row of \(display(database))\n")
        for subject in [
            "foreign_keys tools.gateway_id: ok", "uniqueness roles (id): ok",
            "email_formats email_users.email: ok", "orphans email_teams without an owner: ok",
            "required_fields email_users: ok",
        ] {
            #expect(result.standardOutput.contains("ok: \(subject)\n"), "\(subject)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        // Without a journal, that is what is suggested.
        let missing = try await GatefillBinary.run(["verify"], in: folder)
        #expect(missing.exit == .status(69))
        #expect(missing.standardError.contains("\n  run: gatefill verify --all\n"))
        let rebuilt = try await GatefillBinary.run(
            [
                "verify", "--all", "--target", database.url, "--checks", "orphans,uniqueness",
                "--json",
            ],
            in: folder
        ).requireSuccess("gatefill verify --all")
        #expect(!rebuilt.standardOutput.contains("foreign_keys"))
    }

    /// The address without a password.
    private func display(_ database: any TestDatabase) -> String {
        database.url.replacing(":\(PostgresCluster.password)@", with: "@")
    }

    @Test(arguments: TargetKind.allCases)
    func `a database without a table of the gateway is refused`(kind: TargetKind) async throws {
        let database = try await kind.makeEmpty()
        try await database.execute("CREATE TABLE other (a INTEGER)")
        let result = try await GatefillBinary.run(
            ["verify", "--all", "--target", database.url],
            in: TemporaryFolder("other")
        )
        #expect(result.exit == .status(69))
        #expect(result.standardError.contains("error[not-a-contextforge-database]"))
    }
}
