import TestSupport
import Testing

/// Wrong use of every option: what is wrong on the first line, and nothing is begun.
@Suite struct WrongUseTests {
    /// Arguments, the exit status, and the first line on standard error.
    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let status: Int32
        let line: String

        init(_ arguments: String, _ status: Int32, _ line: String) {
            self.arguments = arguments.split(separator: " ").map {
                $0 == "EMPTY" ? "" : String($0)
            }
            self.status = status
            self.line = line
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static let cases = [
        Case("nonesuch", 64, "error[unknown-command]: gatefill has no command `nonesuch`"),
        Case("generat", 64, "error[unknown-command]: gatefill has no command `generat`"),
        Case(
            "journal exprot",
            64,
            "error[unknown-command]: gatefill journal has no command `exprot`"
        ),
        Case("--nonesuch", 64, "Error: Unknown option '--nonesuch'"),
        Case("generate", 64, "error[bad-option]: give either --profile NAME or --config FILE"),
        Case("plan", 64, "error[bad-option]: give either --profile NAME or --config FILE"),
        Case(
            "plan --profile tiny --config tiny.yaml",
            64,
            "error[bad-option]: give either --profile NAME or --config FILE, not both"
        ),
        Case(
            "plan --profil tiny",
            64,
            "Error: Unknown option '--profil'. Did you mean '--profile'?"
        ),
        Case("plan --profile tiny extra", 64, "Error: Unexpected argument 'extra'"),
        Case("plan --profile tiny --nonesuch", 64, "Error: Unknown option '--nonesuch'"),
        Case("generate --profile tiny --verbose", 64, "Error: Unknown option '--verbose'"),
        Case(
            "plan --profile tiny --target x",
            64,
            "error[bad-target-url]: could not read the target's URL: "
                + "it has no scheme such as `sqlite://`"
        ),
        Case("plan --profile", 64, "Error: Missing value for '--profile <name>'"),
        Case("plan --config", 64, "Error: Missing value for '--config <file>'"),
        Case(
            "plan --profile nonesuch",
            65,
            "error[profile-not-found]: could not find profile `nonesuch`"
        ),
        Case(
            "plan --profile tinny",
            65,
            "error[profile-not-found]: could not find profile `tinny`"
        ),
        Case(
            "generate --config missing.yaml",
            65,
            "error[profile-unreadable]: could not read profile `missing.yaml`"
        ),
        Case(
            "generate --config bad.yaml",
            65,
            "error[out-of-range]: scale.users: -1 is too small, minimum 1"
        ),
        Case(
            "plan --profile tiny --seed -1",
            64,
            "Error: The value '-1' is invalid for '--seed <number>': give a whole number, 0 or more"
        ),
        Case(
            "plan --profile tiny --seed 1.5",
            64,
            "Error: The value '1.5' is invalid for '--seed <number>': give a whole number, 0 or more"
        ),
        Case(
            "plan --profile tiny --seed 18446744073709551615",
            64,
            "Error: The value '18446744073709551615' is invalid for '--seed <number>': "
                + "give a whole number, 0 or more"
        ),
        Case(
            "plan --profile tiny --end-date soon",
            64,
            "error[bad-option]: --end-date: `soon` is not a date from 1970 to 2199"
        ),
        Case(
            "plan --profile tiny --end-date 2026-02-30",
            64,
            "error[bad-option]: --end-date: `2026-02-30` is not a date from 1970 to 2199"
        ),
        Case(
            "plan --profile tiny --batch-size 0",
            64,
            "Error: The value '0' is invalid for '--batch-size <rows>': "
                + "give a whole number from 1 to 1,000,000"
        ),
        Case(
            "plan --profile tiny --batch-size 1000001",
            64,
            "Error: The value '1000001' is invalid for '--batch-size <rows>': "
                + "give a whole number from 1 to 1,000,000"
        ),
        Case(
            "plan --profile tiny --batch-size many",
            64,
            "Error: The value 'many' is invalid for '--batch-size <rows>': "
                + "give a whole number from 1 to 1,000,000"
        ),
        Case(
            "plan --profile tiny --workers 0",
            64,
            "Error: The value '0' is invalid for '--workers <number>': "
                + "give a whole number from 1 to 64"
        ),
        Case(
            "generate --profile tiny --workers 65",
            64,
            "Error: The value '65' is invalid for '--workers <number>': "
                + "give a whole number from 1 to 64"
        ),
        Case(
            "plan --profile tiny --tables nonesuch",
            64,
            "error[bad-option]: --tables: `nonesuch` is not a component"
        ),
        Case(
            "plan --profile tiny --tables prompts",
            64,
            "error[bad-option]: --tables: `prompts` cannot be generated without `users`"
        ),
        Case(
            "plan --profile tiny --tables EMPTY",
            64,
            "Error: The value '' is invalid for '--tables <names>': "
                + "give one or more comma-separated names"
        ),
        Case(
            "generate --profile tiny --target mcp.db",
            64,
            "error[bad-target-url]: could not read the target's URL: "
                + "it has no scheme such as `sqlite://`"
        ),
        Case(
            "generate --profile tiny --target mysql://root:pw-7Qm3@h/db",
            64,
            "error[unsupported-target]: cannot fill a database of scheme `mysql`"
        ),
        Case(
            "digest --target postgresql://u:pw-7Qm3@h:port/db",
            64,
            "error[bad-target-url]: could not read the target's URL: "
                + "the port is not a number from 1 to 65535"
        ),
        Case(
            "generate --profile tiny --ledger-schema EMPTY",
            64,
            "Error: --ledger-schema: a name has 1 to 63 bytes"
        ),
        Case(
            "generate --profile tiny --ledger-schema " + String(repeating: "x", count: 64),
            64,
            "Error: --ledger-schema: a name has 1 to 63 bytes"
        ),
        Case(
            "generate --profile tiny --journal",
            64,
            "Error: Missing value for '--journal <file>'"
        ),
        Case("generate --profile tiny --output", 64, "Error: Missing value for '--output <file>'"),
        Case(
            "resume first",
            64,
            "Error: The value 'first' is invalid for '<run>': give a whole number, 1 or more"
        ),
        Case("resume 1 2", 64, "Error: Unexpected argument '2'"),
        Case(
            "resume --workers 0",
            64,
            "Error: The value '0' is invalid for '--workers <number>': "
                + "give a whole number from 1 to 64"
        ),
        Case("resume 1 --end-date now", 64, "Error: Unknown option '--end-date'"),
        Case(
            "cleanup",
            64,
            "Error: give either --confirm to delete, or --dry-run to see what would be deleted"
        ),
        Case(
            "cleanup 1 --confirm --dry-run",
            64,
            "Error: give either --confirm to delete, or --dry-run to see what would be deleted"
        ),
        Case(
            "cleanup first --confirm",
            64,
            "Error: The value 'first' is invalid for '<run>': give a whole number, 1 or more"
        ),
        Case(
            "cleanup 1 --profile tiny --confirm",
            64,
            "Error: give only one of a run, --profile NAME, --all and --truncate"
        ),
        Case(
            "cleanup 1 --confirm --changed-rows keep --on-foreign-rows delete",
            64,
            "Error: --changed-rows keep cannot go with --on-foreign-rows delete"
        ),
        Case(
            "cleanup --all --truncate --confirm",
            64,
            "Error: give only one of a run, --profile NAME, --all and --truncate"
        ),
        Case(
            "cleanup 1 --confirm --email-domain a.com",
            64,
            "Error: --email-domain goes with --all"
        ),
        Case(
            "cleanup --truncate --confirm --on-foreign-rows stop",
            64,
            "Error: --on-foreign-rows cannot go with --truncate: all rows go"
        ),
        Case(
            "cleanup --all --confirm --workers 2",
            64,
            "Error: --workers goes with the cleanup of a run: --all and --truncate have one"
        ),
        Case(
            "cleanup 1 --confirm --yes-truncate x",
            64,
            "Error: --yes-truncate goes with --truncate"
        ),
        Case(
            "cleanup --all --confirm --email-domain nodots",
            64,
            "Error: --email-domain: `nodots` is not a domain, it has only one label"
        ),
        Case(
            "cleanup --all --confirm --on-foreign-rows delete",
            64,
            "Error: --on-foreign-rows delete needs the journal of a run"
        ),
        Case(
            "cleanup --all --confirm --changed-rows keep",
            64,
            "Error: --changed-rows keep needs the journal of a run"
        ),
        Case(
            "cleanup --truncate --confirm --on-derived-rows keep",
            64,
            "Error: --on-derived-rows keep needs the journal of a run"
        ),
        Case(
            "cleanup --all --confirm --batch-size 10",
            64,
            "Error: --batch-size cannot be used with --all or --truncate"
        ),
        Case("cleanup 1 --confirm --end-date now", 64, "Error: Unknown option '--end-date'"),
        Case(
            "verify --sample 0 --checks content",
            64,
            "Error: The value '0' is invalid for '--sample <batches>': "
                + "give a whole number, 1 or more"
        ),
        Case("verify 1 --all", 64, "Error: --all cannot be used with a run, --profile or --moved"),
        Case(
            "verify --all --checks counts",
            64,
            "Error: --checks: `counts` needs a run. With --all the checks are foreign_keys, "
                + "required_fields, email_formats, uniqueness, orphans."
        ),
        Case(
            "verify 1 --profile tiny",
            64,
            "Error: give either a run or --profile NAME, not both"
        ),
        Case(
            "resume 1 --moved",
            64,
            "Error: --moved needs --target or DATABASE_URL"
        ),
        Case(
            "cleanup --all --confirm --moved",
            64,
            "Error: --moved cannot be used with --all or --truncate"
        ),
        Case("verify --sample 3", 64, "Error: --sample goes with --checks content"),
        Case(
            "status last",
            64,
            "Error: The value 'last' is invalid for '<run>': give a whole number, 1 or more"
        ),
        Case("runs 1", 64, "Error: Unexpected argument '1'"),
        Case(
            "verify --checks EMPTY",
            64,
            "Error: --checks: name one or more of counts, foreign_keys, required_fields, "
                + "email_formats, uniqueness, orphans, causality, distributions, roll_ups, content"
        ),
        Case(
            "verify --checks counts,uniqeness",
            64,
            "Error: --checks: `uniqeness` is no check. Did you mean `uniqueness`?"
        ),
        Case(
            "verify --checks everything",
            64,
            "Error: --checks: `everything` is no check. The checks are counts, foreign_keys, "
                + "required_fields, email_formats, uniqueness, orphans, causality, distributions, "
                + "roll_ups, content."
        ),
        Case("export fixtures", 64, "Error: Missing expected argument '--kind <what>'"),
        Case(
            "export fixtures --kind gateways",
            64,
            "Error: The value 'gateways' is invalid for '--kind <what>': give one of users, "
                + "teams, tokens, tools, resources, prompts, servers"
        ),
        Case(
            "export fixtures --kind tools --format xml",
            64,
            "Error: The value 'xml' is invalid for '--format <form>'. "
                + "Please provide one of 'csv' and 'jsonl'."
        ),
        Case(
            "export fixtures --kind tools --skew cold",
            64,
            "Error: The value 'cold' is invalid for '--skew <how>'. "
                + "Please provide one of 'uniform' and 'hot'."
        ),
        Case(
            "export fixtures --kind tools --limit 0",
            64,
            "Error: The value '0' is invalid for '--limit <rows>': "
                + "give a whole number from 1 to 10,000,000"
        ),
        Case(
            "export fixtures --kind tools --jwt-secret-env JWT --output x",
            64,
            "Error: --jwt-secret-env goes with --kind tokens"
        ),
        Case(
            "export fixtures --kind tokens --jwt-secret-env JWT",
            64,
            "Error: --jwt-secret-env writes tokens that work: give --output FILE, "
                + "or --output - for standard output"
        ),
        Case(
            "export fixtures --kind tokens --jwt-secret-env pw-7Qm3 --output x",
            64,
            "Error: --jwt-secret-env: give the name of an environment variable, not the secret"
        ),
    ]

    @Test(arguments: cases)
    func `wrong use is told on one line, and nothing is written`(wrong: Case) async throws {
        let folder = try TemporaryFolder("wrong")
        try "scale:\n  users: -1\n"
            .write(toFile: folder.file("bad.yaml"), atomically: true, encoding: .utf8)
        let result = try await GatefillBinary.run(wrong.arguments, in: folder)
        #expect(result.exit == .status(wrong.status))
        #expect(result.standardOutput.isEmpty)
        let first = result.standardError.split(separator: "\n").first.map(String.init)
        #expect(first == wrong.line)
        #expect(!result.allOutput.contains("7Qm3"))
        let listing = try await ProcessRunner.run("/bin/ls", ["-A", folder.path])
        #expect(listing.standardOutput == "bad.yaml\n")
    }

    @Test func `without a profile those that there are are named`() async throws {
        let result = try await GatefillBinary.run(["plan"], in: TemporaryFolder("wrong"))
        #expect(
            result.standardError.contains(
                "  detail: the profiles are `large`, `massive`, `medium`, `production`, `small`, "
                    + "`tiny`\n"
            )
        )
    }

    @Test(arguments: [
        (["runs"], "error[journal-not-found]: could not open the journal "),
        (["status"], "error[journal-not-found]: could not open the journal "),
        (["resume"], "error[journal-not-found]: could not open the journal "),
        (["verify"], "error[journal-not-found]: could not open the journal "),
        (["cleanup", "--dry-run"], "error[journal-not-found]: could not open the journal "),
        (["report", "--json"], "error[journal-not-found]: could not open the journal "),
        (["export", "fixtures", "--kind", "users"], "error[journal-not-found]: could not open "),
        (["verify", "--all"], "error[target-missing]: could not find a database "),
    ])
    func `a command that needs a journal does not make one`(
        arguments: [String],
        start: String
    ) async throws {
        let folder = try TemporaryFolder("nothing")
        let result = try await GatefillBinary.run(arguments, in: folder)
        #expect(result.exit == .status(69))
        #expect(result.standardError.hasPrefix(start))
        #expect(result.standardError.contains("\n  hint: "))
        let listing = try await ProcessRunner.run("/bin/ls", ["-A", folder.path])
        #expect(listing.standardOutput.isEmpty)
    }
}
