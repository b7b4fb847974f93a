import Testing

@testable import CLI

@Suite struct SecretArgumentsTests {
    @Test(arguments: [
        ("postgresql://u:e@h/db", "postgresql://…@h/db"),
        ("postgresql+psycopg://u:p@ss@h/db?x=1", "postgresql+psycopg://…@h/db?x=1"),
        ("postgresql://:e@h", "postgresql://…@h"),
        ("postgresql://h/db?password=e", "postgresql://…"),
        ("postgresql://h/db?sslmode=require&sslpassword=e", "postgresql://…"),
        ("u:e@h/db", "…@h/db"),
        ("u:e$(x)`.*+@h", "…@h"),
    ])
    func `a password in an argument is replaced with its surroundings`(
        argument: String,
        mask: String
    ) {
        for arguments in [[argument], ["verify", "--target=" + argument]] {
            let secrets = SecretArguments.found(in: arguments)
            let text = "Error: the value '\(argument)' is here, there and everywhere"
            #expect(
                SecretArguments.redacted(text, secrets)
                    == "Error: the value '\(mask)' is here, there and everywhere"
            )
        }
    }

    @Test(arguments: [
        "generate", "--target", "--seed=7", "tiny", "postgresql://u@h:5432/db",
        "sqlite:///./mcp.db", "2026-06-01T12:00:00Z", "someone@example.com", "a=b",
        "--email-domain=load.example.com",
    ])
    func `other arguments stay as they are`(argument: String) {
        #expect(SecretArguments.found(in: [argument]).isEmpty)
    }
}
