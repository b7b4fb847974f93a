import Testing

@testable import CLI

@Suite struct MarkupTextTests {
    @Test func `nothing becomes an element, an attribute or an entity`() {
        #expect(
            MarkupText.html("<b a=\"1\" c='2'>&amp;</b>")
                == "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;"
        )
        #expect(MarkupText.html("Grüße, 東京 🙂") == "Grüße, 東京 🙂")
    }

    @Test func `control characters and reversed writing are shown as such`() {
        #expect(MarkupText.html("a\u{0}b\u{1B}[31m\u{202E}c") == "a\u{FFFD}b\u{FFFD}[31m\u{FFFD}c")
    }

    @Test func `nothing becomes Markdown, HTML in it, or another cell`() {
        #expect(
            MarkupText.markdown("a|b\n# c `d` [e](f) <g> @h *i* _j_ \\")
                == "a\\|b \\# c \\`d\\` \\[e\\](f) &lt;g&gt; \\@h \\*i\\* \\_j\\_ \\\\"
        )
    }
}
