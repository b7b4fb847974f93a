extension ProfileKey {
    /// The tables of all keys and of all components, in Markdown; `docs/profiles.md` holds them
    /// word for word.
    package static var documentation: String {
        var lines: [String] = []
        for section in sections {
            lines += ["### `\(section)`", ""]
            lines += ["| key | type | range | default | meaning |", "|---|---|---|---|---|"]
            lines += all.filter { $0.section == section }.map(\.documentationRow)
            lines.append("")
        }
        lines += ["### Components", ""]
        lines += ["| component | table | parents |", "|---|---|---|"]
        for component in Component.all {
            let parents = component.parents.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            lines.append(
                "| `\(component.rawValue)` | `\(component.table)` "
                    + "| \(parents.isEmpty ? "-" : parents) |"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var documentationRow: String {
        let fallback: String
        if isRequired {
            fallback = "required"
        } else if let defaultText, !defaultText.isEmpty {
            fallback = "`\(defaultText)`"
        } else {
            fallback = "-"
        }
        return "| `\(name)` | \(kind.typeName) | \(kind.rangeText) | \(fallback) | \(summary) |"
    }
}
