import Crypto
import Foundation
import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// Rows that may never change by accident.
///
/// The same configuration gives the same rows on every machine and in every build. A digest that
/// changes here is a decision, never a repair of the test: name it in the commit, and raise
/// ``Catalogue/generatorVersion`` once a release has the old rows. The ids of roles are those of
/// ``TargetConstants/standalone``.
///
/// With `UPDATE_GOLDEN=1` in the environment, the tests write the files instead of comparing them.
@Suite struct GoldenTests {
    /// Every table has rows: all secrets are given, and single calls are kept for a month.
    private static func complete() throws -> GatewayDataset {
        try SecretSamples(
            .small.with {
                $0.federatesObjects = true
                $0.rawHours = 30 * 24
                $0[.oauthTokenRate] = 0.5
            }
        ).catalogue
    }

    private static func tiny() throws -> GatewayDataset { GatewayDataset(.tiny) }

    @Test func `every table has the rows of the last release`() throws {
        let catalogue = try GoldenTests.complete()
        for table in catalogue.tables {
            #expect(table.rowCount > 0, "\(type(of: table).definition.name)")
        }
        try expectGolden(catalogue, "complete")
    }

    @Test func `profile tiny has the rows of the last release`() throws {
        try expectGolden(GoldenTests.tiny(), "tiny")
    }

    @Test func `the documentation shows two rows of every table`() throws {
        let sections = try GoldenTests.complete().tables.map { SampleRows($0).markdown }
        let text = ([SampleRows.introduction] + sections).joined(separator: "\n")
        let path = "\(PackageRoot.path)/docs/tables.md"
        if GoldenTests.updates {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let found = try String(contentsOfFile: path, encoding: .utf8)
        #expect(found == text)
    }

    private static var updates: Bool {
        ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
    }

    /// Compares the lines `table rows SHA-256` of a catalogue with those of a file.
    private func expectGolden(_ catalogue: GatewayDataset, _ name: String) throws {
        let lines = catalogue.tables.map { table in
            let contents = TableContents(table)
            return "\(contents.definition.name) \(contents.rowCount) \(contents.digest)"
        }
        let path = "\(PackageRoot.path)/Tests/ContextForgeTests/Golden/\(name).txt"
        if GoldenTests.updates {
            try (lines.joined(separator: "\n") + "\n")
                .write(toFile: path, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        for line in Set(lines).symmetricDifference(golden.map(String.init)).sorted() {
            Issue.record("\(lines.contains(line) ? "found" : "expected"): \(line)")
        }
    }
}
