extension ProfileLanguage {
    /// The tables of all keys and of all components, in Markdown; `docs/profiles.md` holds them
    /// word for word.
    package var documentation: String {
        var lines: [String] = []
        for section in sections {
            lines += ["### `\(section)`", ""]
            lines += ["| key | type | range | default | meaning |", "|---|---|---|---|---|"]
            lines += keys.filter { $0.section == section }.map(\.documentationRow)
            lines.append("")
        }
        lines += ["### Components", ""]
        lines += ["| component | table | parents |", "|---|---|---|"]
        for component in components.all {
            let parents = components.parents(of: component).map { "`\($0.name)`" }.joined(
                separator: ", "
            )
            lines.append(
                "| `\(component.name)` | `\(component.table)` "
                    + "| \(parents.isEmpty ? "-" : parents) |"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ProfileKey {
    fileprivate var documentationRow: String {
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
