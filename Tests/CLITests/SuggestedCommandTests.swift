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
}
