import Testing

@testable import Planner

@Suite struct ProfileTextTests {
    /// A text that would cost a parser its stack, or hours.
    struct Bomb: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
    }

    static let bombs = [
        Bomb(testDescription: "open brackets", text: String(repeating: "[", count: 100_000)),
        Bomb(
            testDescription: "braces in braces",
            text: "a: " + String(repeating: "{a: ", count: 100_000)
        ),
        Bomb(testDescription: "lists on a line", text: String(repeating: "- ", count: 100_000)),
        Bomb(testDescription: "keys on a line", text: String(repeating: "? ", count: 100_000)),
        Bomb(
            testDescription: "indented mappings",
            text: (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        ),
        Bomb(
            testDescription: "indented lists",
            text: (0..<200).map { String(repeating: " ", count: $0) + "-\n" }.joined()
        ),
        Bomb(
            testDescription: "many aliases",
            text: "a: &a [x, x]\nb: &b [" + String(repeating: "*a, ", count: 20) + "]\n"
        ),
        Bomb(testDescription: "hidden lines", text: "a:\u{85} b:\u{85}  c: 1\n"),
    ]

    @Test(arguments: bombs)
    func `text that could exhaust the parser is refused before it`(_ bomb: Bomb) {
        #expect(throws: ProfileError.self) {
            try ProfileText.check(bomb.text, file: "bomb.yaml")
        }
    }

    @Test func `the deepest text that is let through does no harm`() throws {
        let blocks = (0...64).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        let lists = String(repeating: " ", count: 64) + String(repeating: "- ", count: 64)
        let text =
            blocks.dropLast(String(repeating: " ", count: 64).count + 3) + lists
            + String(repeating: "[", count: 256) + String(repeating: "]", count: 256) + "\n"
        try ProfileText.check(String(text), file: "deep.yaml")
        #expect(
            PlannerTestInput.report(String(text)) == """
                error[unknown-key]: `a` is not a section of a profile
                  at: broken.yaml:1:1
                """
        )
    }

    @Test func `comments may look as they like`() throws {
        let comment = "# " + String(repeating: "[*a - ? : ", count: 500) + "\n"
        let profile = try PlannerTestInput.parse(comment + "scale:\n  users: 4\n" + comment)
        #expect(profile.dataset.userCount == 4)
    }

    @Test func `a profile of 1 MiB is read and a larger one refused`() throws {
        let body = "scale:\n  users: 4\n"
        let filler = String(repeating: "#", count: ProfileText.byteCountMax - body.utf8.count)
        try ProfileText.check(body + filler, file: "large.yaml")
        #expect(
            PlannerTestInput.report(body + filler + "#") == """
                error[profile-too-large]: could not read profile `broken.yaml`: it is larger than \
                1048576 bytes, the most a profile may have
                """
        )
    }

    @Test func `a mark at the beginning and carriage returns change nothing`() throws {
        let plain = try PlannerTestInput.parse("scale:\n  users: 4\n  gateways: 2\n")
        let other = try PlannerTestInput.parse("\u{FEFF}scale:\r\n  users: 4\r\n  gateways: 2\r\n")
        #expect(plain == other)
    }

    @Test func `the place is right after carriage returns`() {
        #expect(
            PlannerTestInput.report("scale:\r\n  users: 0\r\n")
                == """
                error[out-of-range]: scale.users: 0 is too small, minimum 1
                  at: broken.yaml:2:10
                """
        )
    }
}
