import TestSupport
import Testing

@testable import CLI

@Suite struct ShellWordTests {
    private static let table: [(word: String, quoted: String)] = [
        ("", "''"),
        ("gatefill.journal", "gatefill.journal"),
        ("runs/a-1_b.journal", "runs/a-1_b.journal"),
        ("--checks", "--checks"),
        ("content,foreign_keys", "content,foreign_keys"),
        ("postgresql://me@db:5432/mcp", "postgresql://me@db:5432/mcp"),
        ("=x", "'=x'"),
        ("a b.db", "'a b.db'"),
        (" ", "' '"),
        ("it's", #"'it'\''s'"#),
        ("'", #"''\'''"#),
        (#"a"b"#, #"'a"b'"#),
        ("$HOME", "'$HOME'"),
        ("$(id)", "'$(id)'"),
        ("`id`", "'`id`'"),
        (#"back\slash"#, #"'back\slash'"#),
        ("*.db", "'*.db'"),
        ("~root", "'~root'"),
        ("#x", "'#x'"),
        ("!!", "'!!'"),
        ("{a,b}", "'{a,b}'"),
        ("50%", "'50%'"),
        ("a;b|c&d<e>f", "'a;b|c&d<e>f'"),
        ("größe.db", "'größe.db'"),
        ("数据库", "'数据库'"),
        ("🗄", "'🗄'"),
        ("a\u{A0}b", "'a\u{A0}b'"),
        ("a\nb", #""$(printf 'a\012b')""#),
        ("a\tb", #""$(printf 'a\011b')""#),
        ("\u{1B}[31m", #""$(printf '\033[31m')""#),
        ("\nit's 5% of \\n", #""$(printf '\012it'\''s 5%% of \\n')""#),
        ("\u{202E}x", #""$(printf '\342\200\256x')""#),
        ("-\u{7}", #""$(printf '\055\007')""#),
        ("a\n\n", "\"$(printf 'a')\"'\n\n'"),
        ("\n", "'\n'"),
    ]

    @Test(arguments: table)
    func `a word is quoted only where a shell or a terminal would change it`(
        word: String,
        quoted: String
    ) {
        #expect(ShellWord.quoted(word) == quoted)
    }

    @Test func `a shell reads every word back unchanged`() async throws {
        let words = Self.table.map(\.word) + Self.randomWords()
        let command = "printf '%s\\036' " + words.map(ShellWord.quoted).joined(separator: " ")
        let result = try await ProcessRunner.run("/bin/sh", ["-c", command])
        let read = result.standardOutput.unicodeScalars.split(
            separator: "\u{1E}",
            omittingEmptySubsequences: false
        )
        #expect(read.dropLast().map { String($0) } == words, "\(result.standardError)")
    }

    /// Words of characters that shells, `printf` and terminals treat specially.
    private static func randomWords() -> [String] {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("ShellWordTests: seed \(seed)")
        var state = seed
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        let characters = Array(
            " '\"$`\\%*?[]{}()<>|&;#~!=-+@:,._/aZ0é数\n\t\u{1B}\u{7F}\u{85}\u{200E}"
        )
        return (0..<200).map { _ in
            String((0..<next(12)).map { _ in characters[next(characters.count)] })
        }
    }
}
