import Testing

@testable import CLI

@Suite struct CommandNameTests {
    @Test(arguments: [
        (["generat"], "Did you mean `generate`? `gatefill --help` lists them."),
        (["journal", "exprot"], "Did you mean `export`? `gatefill journal --help` lists them."),
        (["xyzzy"], "hint: `gatefill --help` lists them."),
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
