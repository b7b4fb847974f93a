import Yams

/// A profile's keys and values as written, each with its place; nothing is checked but that
/// the keys exist and that values stand where values belong.
struct ProfileDocument {
    /// A value that is one word, number or text.
    struct Scalar {
        /// The text, quotes and escapes resolved.
        var text: String
        /// Whether the text was in quotes or in a block, so that it is text whatever it says.
        var isQuoted: Bool
        /// Where the value begins.
        var location: ProfileLocation
    }

    /// What stands after a key.
    enum Content {
        case scalar(Scalar)
        case list([Scalar])
    }

    /// A key with its value.
    struct Entry {
        var key: ProfileKey
        /// Where the key begins.
        var keyLocation: ProfileLocation
        /// Where the value begins.
        var location: ProfileLocation
        var content: Content
    }

    /// The entries in the order of the file.
    private(set) var entries: [Entry] = []
    /// The file as the user named it.
    let file: String
    private let language: ProfileLanguage

    /// Parses a profile's text.
    ///
    /// - Throws: ``ProfileError`` for a syntax error, a key that is unknown or given twice, an
    ///   anchor or a tag, and a list or section in place of a value.
    init(text: String, file: String, _ language: ProfileLanguage) throws(ProfileError) {
        self.file = file
        self.language = language
        try ProfileText.check(text, file: file)
        // The parser holds the anchors that its nodes refer to weakly, so it lives as long.
        let parser: Parser?
        let root: Node?
        do {
            let newParser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            root = try newParser.singleRoot()
            parser = newParser
        } catch {
            throw ProfileSyntax.error(error, text: text, file: file)
        }
        defer { withExtendedLifetime(parser) {} }
        guard let root, !Self.isNull(root) else {
            throw ProfileError(
                code: "profile-empty",
                message: "could not read the profile: it is empty",
                location: ProfileLocation(file: file, line: 1, column: 1),
                hint: "Begin with `scale:` and, below it, `\(language.scale.base.name): 100`."
            )
        }
        try refuseAnchorOrTag(root)
        guard case .mapping(let sections) = root else {
            throw ProfileError(
                code: "wrong-type",
                message: "could not read the profile: it is not a mapping of sections",
                location: location(of: root),
                hint: "Begin with `scale:` and, below it, `\(language.scale.base.name): 100`."
            )
        }
        for (key, value) in sections {
            try readSection(key, value)
        }
    }

    private mutating func readSection(_ key: Node, _ value: Node) throws(ProfileError) {
        let section = try keyText(key)
        guard language.sections.contains(section) else {
            throw unknownKey(section, in: nil, at: key)
        }
        if let listKey = language.key(section) {
            return try readEntry(listKey, at: key, value)
        }
        try refuseAnchorOrTag(value)
        if Self.isNull(value) {
            return
        }
        guard case .mapping(let pairs) = value else {
            throw ProfileError(
                code: "wrong-type",
                message: "\(section): \(kindName(value)) where a mapping of keys belongs",
                location: location(of: value)
            )
        }
        for (key, value) in pairs {
            let name = try keyText(key)
            guard let known = language.key("\(section).\(name)") else {
                throw unknownKey(name, in: section, at: key)
            }
            try readEntry(known, at: key, value)
        }
    }

    private mutating func readEntry(
        _ key: ProfileKey,
        at keyNode: Node,
        _ value: Node
    ) throws(ProfileError) {
        try refuseAnchorOrTag(value)
        let content: Content
        if case .sequence(let sequence) = value {
            var items: [Scalar] = []
            for item in sequence {
                items.append(try scalar(item, of: key))
            }
            content = .list(items)
        } else {
            content = .scalar(try scalar(value, of: key))
        }
        entries.append(
            Entry(
                key: key,
                keyLocation: location(of: keyNode),
                location: location(of: value),
                content: content
            )
        )
    }

    private func scalar(_ node: Node, of key: ProfileKey) throws(ProfileError) -> Scalar {
        try refuseAnchorOrTag(node)
        guard case .scalar(let scalar) = node else {
            throw ProfileError(
                code: "wrong-type",
                message: "\(key.path): \(kindName(node)) where \(key.kind.expectation) belongs",
                location: location(of: node)
            )
        }
        guard !Self.isNull(node) else {
            throw ProfileError(
                code: "wrong-type",
                message: "\(key.path): there is no value where \(key.kind.expectation) belongs",
                location: location(of: node)
            )
        }
        return Scalar(
            text: scalar.string,
            isQuoted: scalar.style != .plain,
            location: location(of: node)
        )
    }
}

extension ProfileDocument {
    private func keyText(_ node: Node) throws(ProfileError) -> String {
        try refuseAnchorOrTag(node)
        guard case .scalar(let scalar) = node else {
            throw ProfileError(
                code: "wrong-type",
                message: "could not read the profile: \(kindName(node)) where a key belongs",
                location: location(of: node)
            )
        }
        return scalar.string
    }

    private func unknownKey(_ name: String, in section: String?, at node: Node) -> ProfileError {
        let siblings =
            section.map { section in
                language.keys.filter { $0.section == section }.map(\.name)
            } ?? language.sections
        var hint = language.keys.first { $0.name == name && $0.section != section }
            .map { "`\(name)` belongs to the section `\($0.section)`." }
        hint = hint ?? NameSuggestion.hint(for: name, among: siblings)
        let place = section.map { "a key of `\($0)`" } ?? "a section of a profile"
        return ProfileError(
            code: "unknown-key",
            message: "\(PrintableText.quoting(name)) is not \(place)",
            location: location(of: node),
            hint: hint
        )
    }

    private func refuseAnchorOrTag(_ node: Node) throws(ProfileError) {
        if node.anchor != nil {
            throw ProfileError(
                code: "profile-too-complex",
                message: "could not read the profile: anchors and aliases are not supported",
                location: location(of: node),
                hint: "Write the value out."
            )
        }
        let tag: Tag
        switch node {
        case .scalar(let scalar): tag = scalar.tag
        case .mapping(let mapping): tag = mapping.tag
        case .sequence(let sequence): tag = sequence.tag
        case .alias(let alias): tag = alias.tag
        }
        // Keys are hashed by the parser, which resolves their tags.
        let allowed: [Tag.Name] = [.implicit, .nonSpecific, .str, .seq, .map]
        guard allowed.map(\.rawValue).contains(tag.description) else {
            throw ProfileError(
                code: "profile-too-complex",
                message: "could not read the profile: the tag "
                    + "\(PrintableText.quoting(tag.description)) is not supported",
                location: location(of: node),
                hint: "Write the value without a tag."
            )
        }
    }

    private func location(of node: Node) -> ProfileLocation {
        ProfileLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private func kindName(_ node: Node) -> String {
        switch node {
        case .scalar: "there is a single value"
        case .mapping: "there is a mapping"
        case .sequence: "there is a list"
        case .alias: "there is an alias"
        }
    }

    private static func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }
}
