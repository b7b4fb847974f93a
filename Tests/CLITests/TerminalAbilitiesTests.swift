import Testing

@testable import CLI

@Suite struct TerminalAbilitiesTests {
    private static func abilities(
        _ environment: [String: String],
        isTerminal: Bool = true
    ) -> TerminalAbilities {
        TerminalAbilities(isTerminal: isTerminal, environment: environment)
    }

    @Test func `a terminal has bars and colours`() {
        let found = Self.abilities(["TERM": "xterm-256color", "LANG": "en_GB.UTF-8"])
        #expect(found.movesCursor)
        #expect(found.hasColours)
        #expect(found.glyphs == .blocks)
    }

    @Test func `NO_COLOR takes the colours, not the bars`() {
        let found = Self.abilities(["TERM": "xterm", "NO_COLOR": "1"])
        #expect(found.movesCursor)
        #expect(!found.hasColours)
        #expect(Self.abilities(["TERM": "xterm", "NO_COLOR": ""]).hasColours)
    }

    @Test func `a dumb terminal and what is none get plain lines`() {
        let cases = [
            Self.abilities(["TERM": "dumb"]), Self.abilities(["TERM": ""]), Self.abilities([:]),
            Self.abilities(["TERM": "xterm"], isTerminal: false),
        ]
        for found in cases {
            #expect(!found.movesCursor)
            #expect(!found.hasColours)
        }
    }

    @Test func `the first locale that is set decides about Unicode`() {
        #expect(Self.abilities(["LC_ALL": "C", "LANG": "de_DE.UTF-8"]).glyphs == .ascii)
        #expect(Self.abilities(["LC_ALL": "", "LC_CTYPE": "C.utf8"]).glyphs == .blocks)
        #expect(Self.abilities(["LANG": "POSIX"]).glyphs == .ascii)
        #expect(Self.abilities([:]).glyphs == .ascii)
    }

    @Test func `a frame goes up over what it drew, also where that is wrapped by now`() {
        let plain = TerminalAbilities(
            isTerminal: true,
            environment: ["TERM": "xterm", "NO_COLOR": "1"]
        )
        var frame = TerminalFrame(plain)
        let line = StyledText("0123456789", .warning)
        #expect(
            frame.replacement([line], columnCount: 80) == "\r0123456789\u{1B}[K\n\u{1B}[J"
        )
        frame.note([line, line])
        #expect(frame.replacement([], columnCount: 80) == "\u{1B}[2A\r\u{1B}[J")
        #expect(frame.replacement([], columnCount: 5) == "\u{1B}[4A\r\u{1B}[J")
    }

    @Test func `pauses between plain lines grow with the run`() {
        let pauses = [0, 59, 61, 599, 601, 100_000.0].map(ProgressDisplay.pauseSeconds)
        #expect(pauses == [3, 3, 10, 10, 60, 60])
    }
}
