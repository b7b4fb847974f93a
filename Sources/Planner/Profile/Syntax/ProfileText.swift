/// Looks at a profile's text before the YAML parser does, and refuses what could exhaust it.
///
/// The parser recurses for every level of nesting and copies what an alias names, so both are
/// bounded here by counting the characters that could begin them, in one pass and O(1) memory.
/// Lines that are comments count for nothing.
enum ProfileText {
    /// Greatest size of a profile.
    static let byteCountMax = 1 << 20
    /// Most spaces before the first character of a line.
    static let indentationMax = 64
    /// Most `-`, `?` and `:` of nested blocks on one line.
    static let indicatorCountMax = 64
    /// Most brackets and braces that open, in the whole text.
    static let openingCountMax = 256
    /// Most characters that could begin an alias, in the whole text.
    static let aliasCountMax = 8

    /// Throws if the text is too large, holds control characters, or could nest too deeply.
    static func check(_ text: String, file: String) throws(ProfileError) {
        guard text.utf8.count <= byteCountMax else {
            throw tooLarge(file: file)
        }
        var scan = Scan(file: file)
        for scalar in text.unicodeScalars {
            try scan.take(scalar)
        }
    }

    /// The error for a file beyond ``byteCountMax``.
    static func tooLarge(file: String) -> ProfileError {
        ProfileError(
            code: "profile-too-large",
            message: "could not read profile \(PrintableText.quoting(file)): it is larger than "
                + "\(byteCountMax) bytes, the most a profile may have"
        )
    }

    /// Where the pass is, and what it has counted.
    private struct Scan {
        let file: String
        var line = 1
        var column = 0
        var indentation = 0
        var isIndenting = true
        var isComment = false
        var followsBoundary = true
        var pending: Unicode.Scalar?
        var indicatorCount = 0
        var openingCount = 0
        var aliasCount = 0

        init(file: String) {
            self.file = file
        }

        mutating func take(_ scalar: Unicode.Scalar) throws(ProfileError) {
            if scalar == "\n" || scalar == "\r" {
                // A carriage return before a line feed would count twice; the line feed counts.
                if scalar == "\n" { line += 1 }
                (column, indentation, indicatorCount) = (0, 0, 0)
                (isIndenting, isComment, followsBoundary, pending) = (true, false, true, nil)
                return
            }
            column += 1
            try refuseControl(scalar)
            if isIndenting {
                if scalar == " " || scalar == "\t" {
                    indentation += 1
                } else {
                    isIndenting = false
                    isComment = scalar == "#"
                    if !isComment, indentation > indentationMax {
                        throw tooComplex("an indentation of more than \(indentationMax) characters")
                    }
                }
            }
            if !isComment {
                try count(scalar)
            }
        }

        private func refuseControl(_ scalar: Unicode.Scalar) throws(ProfileError) {
            guard scalar != "\t" else { return }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator:
                throw ProfileError(
                    code: "profile-not-text",
                    message: "could not read the profile: the character "
                        + "`\(PrintableText.escaping(String(scalar)))` cannot be part of one",
                    location: location
                )
            default:
                return
            }
        }

        private mutating func count(_ scalar: Unicode.Scalar) throws(ProfileError) {
            let isSpace = scalar == " " || scalar == "\t"
            if let previous = pending {
                pending = nil
                if previous == "*", !isSpace {
                    aliasCount += 1
                    if aliasCount > aliasCountMax {
                        throw tooComplex("the use of more than \(aliasCountMax) aliases")
                    }
                } else if previous != "*", isSpace {
                    indicatorCount += 1
                    if indicatorCount > indicatorCountMax {
                        throw tooComplex("a line with more than \(indicatorCountMax) levels")
                    }
                }
            }
            switch scalar {
            case "[", "{":
                openingCount += 1
                if openingCount > openingCountMax {
                    throw tooComplex("the use of more than \(openingCountMax) brackets and braces")
                }
                followsBoundary = true
            case "-", "?", ":":
                pending = scalar
                followsBoundary = true
            case "*":
                pending = followsBoundary ? scalar : nil
                followsBoundary = false
            default:
                followsBoundary = isSpace || scalar == ","
            }
        }

        private var location: ProfileLocation {
            ProfileLocation(file: file, line: line, column: max(column, 1))
        }

        private func tooComplex(_ what: String) -> ProfileError {
            ProfileError(
                code: "profile-too-complex",
                message: "could not read the profile: \(what) is not supported",
                location: location
            )
        }
    }
}
