import TestSupport
import Testing

/// Data of the real gateway's schema that are broken on purpose: exactly the checks that are for it
/// fail.
@Suite struct BrokenDataTests {
    @Test(arguments: TargetKind.allCases)
    func `nothing fails before something is broken`(kind: TargetKind) async throws {
        let filled = try await FilledForDamage.shared(kind)
        let found = try await filled.failures(of: filled.copy())
        #expect(found.failures == [])
        #expect(found.status == 0)
    }

    @Test(arguments: TargetKind.allCases, Damage.all)
    func `what is broken is found, and nothing else`(
        kind: TargetKind,
        damage: Damage
    ) async throws {
        let filled = try await FilledForDamage.shared(kind)
        let copy = try await filled.copy()
        try await filled.apply(damage, to: copy)
        let found = try await filled.failures(of: copy)
        #expect(found.failures.sorted() == damage.failures.sorted())
        #expect(found.status == 1)
        // What needs no plan is found without a journal, too.
        let whole = try await filled.failuresOfAll(copy)
        #expect(whole.failures.sorted() == damage.failuresOfAll.sorted())
        #expect(whole.status == (damage.failuresOfAll.isEmpty ? 0 : 1))
    }

    @Test func `results say what was planned and what was found`() async throws {
        let folder = try TemporaryFolder("results")
        let file = try SQLiteFile()
        try await GatefillBinary.run(
            [
                "generate", "--profile", "tiny", "--target", file.url, "--journal", "a",
                "--end-date", "2026-06-01", "--skip-validation",
            ],
            in: folder
        ).requireSuccess("gatefill generate")
        let result = try await GatefillBinary.run(
            ["verify", "--target", file.url, "--journal", "a", "--verbose"],
            in: folder
        ).requireSuccess("gatefill verify")
        let lines = result.standardOutput
        #expect(lines.contains("ok: counts email_users: planned 10 rows, found 10\n"))
        #expect(lines.contains("ok: foreign_keys tools.gateway_id: ok\n"))
        #expect(
            lines.contains(/ok: distributions tokens_per_user: mean \d\.\d\d, as planned\n/)
        )
        #expect(
            lines.contains(
                "ok: distributions tools, share of the last 30 days: planned 75.0 %, found 75.0 % (9 of 12 "
            )
        )
        #expect(lines.contains(/Verified: \d+ checks passed, 0 failed\.\n$/))
    }
}
