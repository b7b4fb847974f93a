import Testing

@testable import ContextForge
@testable import Rows

@Suite struct SlugTests {
    /// Text and slug; the slugs are what ContextForge 1.0.7 makes of the text.
    private static let examples: KeyValuePairs = [
        "Hello World": "hello-world", "Test-Case_123": "test-case-123",
        "user@example.com": "user-example-com", "Don't Stop": "dont-stop",
        "It's Working": "its-working", "": "", "   ": "", "---test---": "test",
        "Multiple   Spaces": "multiple-spaces", "rock'n'roll": "rockn-roll",
        "a'b'c'd": "ab-cd", "'quoted'": "quoted", "x''y": "x-y", "dogs' bone": "dogs-bone",
        "_a_'_b_": "a-b", "a_'b": "a-b", "1'2": "12",
        "Quartz Desk 2.0 (EU)": "quartz-desk-2-0-eu",
        "John O'Brien's Team": "john-obriens-team", "__": "", "A--B__C": "a-b-c", "a'": "a",
        "'a": "a", "o'b'": "ob", "Team #42: R&D / Ops": "team-42-r-d-ops", "a'_'b": "a-b",
        "a'b''c": "ab-c",
    ]

    @Test(arguments: examples.map { ($0.key, $0.value) })
    func `a slug is the one that the gateway would make`(text: String, slug: String) {
        let made = sample(0) { _, writer in
            var copy = text
            copy.withUTF8 { Slug.append(of: UnsafeRawBufferPointer($0), into: &writer) }
        }
        #expect(made == slug)
    }

    @Test func `a slug of a slug is itself`() {
        for word in Vocabulary.domains.words + Vocabulary.promptTasks.words {
            let made = sample(0) { _, writer in
                var copy = word
                copy.withUTF8 { Slug.append(of: UnsafeRawBufferPointer($0), into: &writer) }
            }
            #expect(made == word)
        }
    }
}
