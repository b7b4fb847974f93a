import Testing

@testable import CLI

@Suite struct SecretArgumentsTests {
    @Test(arguments: [
        ("postgresql://u:e@h/db", "postgresql://…"),
        ("postgresql+psycopg://u:p@ss@h/db?x=1", "postgresql+psycopg://…"),
        ("postgresql://:e@h", "postgresql://…"),
        ("postgresql://h/db?password=e", "postgresql://…"),
        ("postgresql://h/db?sslmode=require&sslpassword=e", "postgresql://…"),
        ("u:e@h/db", "…"),
        ("u:e$(x)`.*+@h", "…"),
    ])
    func `an argument with a password is replaced as a whole`(argument: String, mask: String) {
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
    ])
    func `other arguments stay as they are`(argument: String) {
        #expect(SecretArguments.found(in: [argument]).isEmpty)
    }
}
