import ContextForge
import Rows
import TestSupport
import Testing

@testable import Targets

@Suite struct TargetDigestTests {
    private func digest(_ real: RealTarget, _ table: String = "samples") throws -> TableDigest {
        let found = try #require(try real.target.readSchema().tables[table])
        return try real.target.digest(of: found)
    }

    @Test func `the same rows give the same digest on both databases`() async throws {
        let sqlite = try await RealTarget(.sqlite)
        let postgres = try await RealTarget(.postgres)
        for real in [sqlite, postgres] {
            try real.commit(0, rows: 0..<1500)
            try real.commit(1, rows: 1500..<2000)
        }
        let expected = try digest(sqlite)
        #expect(expected.rowCount == 2000)
        #expect(try digest(postgres) == expected)
    }

    @Test func `the database's own types make no difference`() async throws {
        let plain = try await RealTarget(.postgres)
        let other = try await RealTarget(empty: .postgres)
        try await other.database.execute(
            """
            SET ROLE \(PostgresCluster.owner);
            CREATE TABLE samples (
                spare text, fixed_number smallint, fixed_text text, later timestamp, at timestamp,
                raw bytea, body json, note varchar, is_on boolean, amount bigint,
                extra double precision, id text PRIMARY KEY
            )
            """
        )
        #expect(try other.target.bind(other.registration(isResumed: false)) == 1)
        for real in [plain, other] { try real.commit(0, rows: 0..<100) }
        #expect(try digest(plain) == digest(other))
    }

    @Test(arguments: TargetKind.allCases)
    func `any change of a row gives another digest`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        try real.commit(0, rows: 0..<20)
        var seen: Set = [try digest(real).sha256]
        for change in [
            "note = note || ' '", "note = ''", "note = NULL", "amount = 100", "is_on = NOT is_on",
            "fixed_text = NULL", "spare = 'x'",
        ] {
            try await real.database.execute("UPDATE samples SET \(change) WHERE id = 'id-7'")
            #expect(try seen.insert(digest(real).sha256).inserted, "\(change)")
        }
        try await real.database.execute("DELETE FROM samples WHERE id = 'id-7'")
        let last = try digest(real)
        #expect(last.rowCount == 19)
        #expect(seen.insert(last.sha256).inserted)
    }

    @Test func `the order of loading makes no difference`() async throws {
        for kind in TargetKind.allCases {
            let forwards = try await RealTarget(kind)
            let backwards = try await RealTarget(kind)
            for batch in 0..<5 {
                let rows = Int64(batch * 7)..<Int64(batch * 7 + 7)
                try forwards.commit(Int64(batch), rows: rows)
            }
            for batch in (0..<5).reversed() {
                let rows = Int64(batch * 7)..<Int64(batch * 7 + 7)
                try backwards.commit(Int64(batch), rows: rows)
            }
            #expect(try digest(forwards) == digest(backwards))
        }
    }

    @Test func `a type whose values cannot be compared is refused by name`() async throws {
        let real = try await RealTarget(empty: .postgres)
        try await real.database.execute("CREATE TABLE odd (id integer PRIMARY KEY, place point)")
        let error = try targetError { _ = try digest(real, "odd") }
        #expect(
            error.description == """
                error[unknown-type]: cannot compute the digest of a column of type `point`
                  detail: column `place` of table `odd`
                """
        )
    }
}
