import Yams

/// Turns an error of the YAML parser into one of a profile.
enum ProfileSyntax {
    /// Returns the error with its place and, for a key given twice, both places.
    static func error(_ error: any Error, text: String, file: String) -> ProfileError {
        guard let error = error as? YamlError else {
            return syntaxError("\(error)", nil, file: file)
        }
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = ProfileLocation(file: file, line: mark.line, column: mark.column)
            if problem == "but found another document" {
                return syntaxError("it holds more than one document", place, file: file)
            }
            var detail: String?
            if let context {
                detail = "\(context.text) on line \(context.mark.line)"
            }
            return syntaxError(
                problem,
                ProfileLocation(file: file, line: mark.line, column: mark.column),
                file: file,
                detail: detail
            )
        case .reader(let problem, _, _, _):
            return syntaxError(problem, nil, file: file)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return duplicateKey(duplicates, first: context.mark, text: text, file: file)
        default:
            return syntaxError("\(error)", nil, file: file)
        }
    }

    private static func syntaxError(
        _ problem: String,
        _ location: ProfileLocation?,
        file: String,
        detail: String? = nil
    ) -> ProfileError {
        ProfileError(
            code: "profile-syntax",
            message: "could not read the profile: \(PrintableText.escaping(problem))",
            location: location ?? ProfileLocation(file: file, line: 1, column: 1),
            detail: detail.map(PrintableText.escaping)
        )
    }

    /// Words the error for a key given twice.
    ///
    /// The parser names the keys and the place of the first one's first use; the second use is
    /// the next line that holds the key in the same column. In braces it is not looked for.
    private static func duplicateKey(
        _ duplicates: [String],
        first: Mark,
        text: String,
        file: String
    ) -> ProfileError {
        let name = duplicates.min() ?? ""
        let lines = text.split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        let spellings = [name, "\"\(name)\"", "'\(name)'"]
        var line = first.line
        for (index, content) in lines.enumerated().dropFirst(first.line) {
            let indentation = content.prefix { $0 == " " }.count
            let rest = content.dropFirst(indentation)
            guard indentation == first.column - 1,
                let spelling = spellings.first(where: rest.hasPrefix)
            else { continue }
            if rest.dropFirst(spelling.count).drop(while: { $0 == " " }).first == ":" {
                line = index + 1
                break
            }
        }
        return ProfileError(
            code: "duplicate-key",
            message: "\(PrintableText.quoting(name)) is given twice",
            location: ProfileLocation(file: file, line: line, column: first.column),
            detail: line == first.line ? nil : "first given on line \(first.line)",
            hint: "Keep one of the two."
        )
    }
}
