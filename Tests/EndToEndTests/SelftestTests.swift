import Foundation
import TestSupport
import Testing

/// `selftest` as a user runs it on a server of their own: the short version of the long test.
@Suite struct SelftestTests {
    private struct Report: Decodable {
        struct Line: Decodable {
            let crash: String
            let kills: Int
            let runs: Int
            let rowsLost: Int
            let rowsDoubled: Int
            let digestsDifferent: Int
        }

        let seed: Int
        let lines: [Line]
    }

    private static func selftest(
        _ options: [String],
        _ environment: [String: String] = [:]
    ) async throws -> ProcessResult {
        try await GatefillBinary.run(
            ["selftest", "--crash-matrix"] + options,
            in: TemporaryFolder("selftest"),
            environment: environment,
            timeoutSeconds: 900
        )
    }

    @Test(arguments: TargetKind.allCases)
    func `every label and some random kills leave every row once, and nothing behind`(
        kind: TargetKind
    ) async throws {
        let database = try await kind.makeEmpty()
        let result = try await Self.selftest(
            ["--kills", "3", "--seed", "11", "--json", "--target", database.url]
        )
        #expect(result.exit == .status(0), "\(result.allOutput)")
        let report = try JSONDecoder().decode(
            Report.self,
            from: Data(result.standardOutput.utf8)
        )
        #expect(report.seed == 11)
        #expect(report.lines.last?.crash == "random moments")
        #expect(report.lines.last?.kills == 3)
        for line in report.lines {
            #expect(
                line.rowsLost == 0 && line.rowsDoubled == 0 && line.digestsDifferent == 0,
                "\(line)"
            )
            #expect(line.runs > 0)
        }
        let killed = report.lines.filter { $0.kills > 0 }.map(\.crash)
        let ofServers: Set = ["commit-sent", "before-key-block-commit", "mid-restoration"]
        let idle = Set(report.lines.map(\.crash)).subtracting(killed)
        #expect(idle == (kind == .sqlite ? ofServers : []), "a label was never reached")
        if let file = database as? SQLiteFile {
            #expect(!FileManager.default.fileExists(atPath: file.path))
        } else {
            let schemas = try await database.rows(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'gatefill%'"
            )
            #expect(schemas.isEmpty)
        }
    }

    @Test(arguments: TargetKind.allCases)
    func `a target with rows of somebody is refused and left alone`(kind: TargetKind) async throws {
        let generation = try await Generation(into: kind.makeGateway())
        let before = try await generation.digest()
        let result = try await Self.selftest(["--target", generation.database.url])
        #expect(result.exit == .status(69), "\(result.allOutput)")
        #expect(result.standardError.contains("error[not-a-scratch-target]"))
        #expect(!result.allOutput.contains(PostgresCluster.password))
        #expect(try await generation.digest() == before)
    }

    @Test func `wrong use is refused`() async throws {
        #expect(try await Self.selftest(["--kills", "-1"]).exit == .status(64))
        #expect(
            try await GatefillBinary.run(["selftest"], in: TemporaryFolder("selftest")).exit
                == .status(64)
        )
    }
}
