/// Words as a POSIX shell reads them.
enum ShellWord {
    /// A word quoted so that a shell reads it back unchanged, on one line where that is possible.
    ///
    /// Characters that would change the line or the terminal, such as a line feed or an escape, are
    /// written as `printf` escapes; only trailing line feeds, which the shell would remove from its
    /// output, stand as they are.
    static func quoted(_ word: String) -> String {
        if !word.isEmpty, word.utf8.allSatisfy(isPlain), !word.hasPrefix("=") { return word }
        guard word.unicodeScalars.contains(where: isInvisible) else { return singleQuoted(word) }
        let body = Array(word.unicodeScalars.reversed().drop { $0 == "\n" }.reversed())
        let lineFeeds = String(repeating: "\n", count: word.unicodeScalars.count - body.count)
        // A leading dash would make it an option.
        let format = body.first == "-" ? "\\055" + escaped(body.dropFirst()) : escaped(body[...])
        return (body.isEmpty ? "" : "\"$(printf \(singleQuoted(format)))\"")
            + (lineFeeds.isEmpty ? "" : singleQuoted(lineFeeds))
    }

    private static func singleQuoted(_ text: String) -> String {
        "'" + text.replacing("'", with: #"'\''"#) + "'"
    }

    /// Letters, digits and the punctuation that no shell interprets inside a word.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        // + , - . / : = @ _
        case 0x2B...0x2F, 0x3A, 0x3D, 0x40, 0x5F: true
        default: false
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Characters as the first argument of `printf` spells them.
    private static func escaped(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        scalars.map { scalar in
            switch scalar {
            case "\\": return #"\\"#
            case "%": return "%%"
            case _ where isInvisible(scalar):
                return String(scalar).utf8.map { byte in
                    let digits = String(byte, radix: 8)
                    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
                }.joined()
            default: return String(scalar)
            }
        }.joined()
    }
}
