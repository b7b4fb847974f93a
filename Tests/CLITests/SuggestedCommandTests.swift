import Testing

@testable import CLI

@Suite struct SuggestedCommandTests {
    @Test(arguments: [
        ("gatefill.journal", "gatefill resume 3"),
        ("runs/a-1_b.journal", "gatefill resume 3 --journal runs/a-1_b.journal"),
        ("my runs.journal", "gatefill resume 3 --journal 'my runs.journal'"),
        ("it's", #"gatefill resume 3 --journal 'it'\''s'"#),
    ])
    func `the command names what is not as by default, quoted for a shell`(
        journal: String,
        command: String
    ) {
        #expect(
            SuggestedCommand.resume(run: 3, journal: journal) == command
        )
    }

    @Test(arguments: [
        ("runs", true), ("audit verify", true), ("planned", true), ("plan", false),
        ("plan --profile small", false), ("digest", false), ("manual", false), ("selftest", false),
        ("help plan", false), ("resume 2 --journal b", false),
    ])
    func `a suggested command names the journal if it has such an option`(
        words: String,
        isNamed: Bool
    ) {
        #expect(
            SuggestedCommand.naming(journal: "a", in: "Run `gatefill \(words)`.")
                == "Run `gatefill \(words)\(isNamed ? " --journal a" : "")`."
        )
    }

    @Test func `a message's commands name the journal, but those that have no such option`() {
        let message = """
            error[unknown-run]: could not grow run 2
              hint: List the runs with `gatefill runs`, see `gatefill plan --profile small`, or take \
            `gatefill resume 2 --journal b`.
            """
        #expect(SuggestedCommand.naming(journal: "gatefill.journal", in: message) == message)
        #expect(
            SuggestedCommand.naming(journal: "a b", in: message)
                == message.replacing("gatefill runs", with: "gatefill runs --journal 'a b'")
        )
    }
}
