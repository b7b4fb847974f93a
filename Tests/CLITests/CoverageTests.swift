import ContextForge
import Foundation
import Rows
import TestSupport
import Testing

@testable import CLI

/// Which tables are filled.
@Suite struct CoverageTests {
    private static let reasons = Dictionary(
        uniqueKeysWithValues: Catalogue.contextForge.unfilledTables.map { ($0.name, $0.reason) }
    )

    @Test func `no table is both filled and left alone, and each that is not has its reason`() {
        let filled = Set(Catalogue.contextForge.definitions.map(\.name))
        #expect(filled.isDisjoint(with: Self.reasons.keys))
        let report = CoverageReport(targetTables: nil)
        #expect(report.tables.count == filled.count + Self.reasons.count)
        #expect(report.tables.allSatisfy { $0.isFilled == ($0.reason == nil) })
    }

    @Test func `a target's unknown and missing tables are named`() {
        let report = CoverageReport(targetTables: ["email_users", "alembic_version", "invented"])
        func reason(_ table: String) -> String? {
            report.tables.first { $0.table == table }?.reason
        }
        #expect(reason("email_users") == nil)
        #expect(reason("alembic_version") == Self.reasons["alembic_version"])
        #expect(reason("invented") == "not known to this version")
        #expect(reason("tools") == "the target has no such table")
    }

    @Test func `the documentation has the reasons of the code`() throws {
        let text = try String(
            contentsOfFile: "\(PackageRoot.path)/docs/coverage.md",
            encoding: .utf8
        )
        for (table, reason) in Self.reasons {
            let line = text.split(separator: "\n").first { $0.contains("`\(table)`") }
            #expect(line?.hasSuffix("| \(reason) |") == true, "\(table)")
        }
    }
}
