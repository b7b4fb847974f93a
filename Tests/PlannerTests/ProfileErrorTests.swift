import Testing

@testable import Planner

@Suite struct ProfileErrorTests {
    @Test func `an error shows message, place, detail and hint`() {
        let error = ProfileError(
            code: "some-code",
            message: "could not do it",
            location: ProfileLocation(file: "a.yaml", line: 3, column: 7),
            detail: "found 4",
            hint: "Try again."
        )
        #expect(
            error.description == """
                error[some-code]: could not do it
                  at: a.yaml:3:7
                  detail: found 4
                  hint: Try again.
                """
        )
    }

    @Test func `an error without more shows its message only`() {
        #expect(ProfileError(code: "c", message: "m").description == "error[c]: m")
    }

    @Test func `a file name cannot break a line or steer a terminal`() {
        let location = ProfileLocation(file: "a\n\u{1B}[2J\u{202E}b", line: 1, column: 1)
        #expect(location.description == "a\\u{A}\\u{1B}[2J\\u{202E}b:1:1")
    }

    @Test func `a long value is cut`() {
        let text = String(repeating: "x", count: 61)
        #expect(PrintableText.quoting(text) == "`\(String(repeating: "x", count: 60))…`")
        #expect(PrintableText.quoting("é") == "`é`")
    }
}
