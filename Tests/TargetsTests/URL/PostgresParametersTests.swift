import Testing

@testable import Targets

@Suite struct PostgresParametersTests {
    @Test func `a default fills in only what the URL leaves out`() {
        var parameters = PostgresParameters(values: ["host": "h", "application_name": "mine"])
        parameters.setDefault("application_name", "gatefill")
        parameters.setDefault("connect_timeout", "30")
        #expect(parameters.values["application_name"] == "mine")
        #expect(parameters.values["connect_timeout"] == "30")
    }

    @Test(arguments: [
        ("postgresql://h/db", true),
        ("postgresql://h/db?sslmode=require", true),
        ("postgresql://h/db?sslmode=verify-full", false),
        ("postgresql:///db", false),
        ("postgresql://127.0.0.1/db", false),
        ("postgresql://[::1]/db", false),
        ("postgresql:///db?host=/run,localhost", false),
        ("postgresql:///db?host=localhost&host=h", true),
    ])
    func `who connects to another machine without checking it is warned`(
        url: String,
        isWarned: Bool
    ) throws {
        #expect(try (TargetLocation(url: url).warning != nil) == isWarned)
    }
}
