import Testing

@testable import CLI

@Suite struct CommandNameTests {
    @Test(arguments: [
        (["generat"], "\n  hint: Did you mean `generate`?\n  run: gatefill --help"),
        (
            ["journal", "exprot"],
            "\n  hint: Did you mean `export`?\n  run: gatefill journal --help"
        ),
        (["xyzzy"], "\n  hint: List the commands.\n  run: gatefill --help"),
    ])
    func `a command that is not there is told, with the one that was probably meant`(
        arguments: [String],
        text: String
    ) throws {
        let complaint = try #require(
            CommandName.complaint(about: arguments, below: Gatefill.self)
        )
        #expect(complaint.hasPrefix("error[unknown-command]: "))
        #expect(complaint.hasSuffix(text))
    }

    @Test(arguments: [
        [], ["--help"], ["--nonesuch"], ["help", "generat"], ["generate", "--profile", "tiny"],
        ["audit", "3"], ["journal", "export"], ["plan", "extra"],
    ])
    func `what the parser understands, or refuses by itself, is left to it`(arguments: [String]) {
        #expect(CommandName.complaint(about: arguments, below: Gatefill.self) == nil)
    }
}
