import Testing

@testable import ContextForge
@testable import Rows

/// The key that the value tests share; any seed must pass.
let sampleKey = CellKey(seed: 20_260_101, table: "samples", purpose: "values")

/// What `write` appends for a row.
func sample(_ row: Int64, _ write: (_ row: Int64, _ writer: inout ByteWriter) -> Void) -> String {
    var writer = ByteWriter()
    write(row, &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}

extension WordList {
    /// All words.
    var words: [String] {
        (0..<count).map { String(decoding: self[$0], as: UTF8.self) }
    }
}

/// The gateway's default patterns for content, as regular expressions of Foundation.
///
/// `validation_dangerous_html_pattern`, `validation_dangerous_js_pattern` and
/// `content_blocked_patterns` of ContextForge 1.0.7.
let blockedContentPatterns = [
    #"<(script|iframe|object|embed|link|meta|base|form|img|svg|video|audio|source|track|area|map"#
        + #"|canvas|applet|frame|frameset|html|head|body|style)\b"#,
    #"(?i)javascript:"#,
    #"(?i)on\w+\s*="#,
    #";\s*rm\s+-rf"#,
    #"&&|\|\||\$\("#,
    #"`[^`]+`"#,
    #"(?i)(union|select|insert|update|delete|drop)\s+"#,
    #"--\s*$"#,
    #"\{\{\s*config"#,
    #"\$\{.*\}"#,
    #"__\w+__"#,
    #"(eval|exec|compile|open|file|input)\s*\("#,
]
