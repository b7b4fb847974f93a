/// Makes text from outside fit to be shown inside a message.
enum PrintableText {
    /// Most characters of an offending value that a message repeats.
    static let characterCountMax = 60

    /// Returns `text` in back quotes, on one line, cut after ``characterCountMax`` characters.
    static func quoting(_ text: String) -> String {
        let isLong = text.unicodeScalars.count > characterCountMax
        let head = String(String.UnicodeScalarView(text.unicodeScalars.prefix(characterCountMax)))
        return "`\(escaping(head))\(isLong ? "…" : "")`"
    }

    /// Returns `texts`, each in back quotes, separated by commas.
    static func listing(_ texts: [String]) -> String {
        texts.map(quoting).joined(separator: ", ")
    }

    /// Returns `text` with everything that could break a line or steer a terminal written out.
    static func escaping(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if isHarmful(scalar) {
                escaped += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Tells whether a scalar is a control, a line separator or an invisible format character.
    static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
            .privateUse:
            true
        default:
            false
        }
    }
}
