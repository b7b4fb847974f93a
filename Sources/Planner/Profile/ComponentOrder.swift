/// The rules for a list of components: known, each once, parents before children.
enum ComponentOrder {
    /// Checks the list of a profile and returns its components in its order.
    static func check(
        _ items: [ProfileDocument.Scalar],
        path: String,
        at location: ProfileLocation
    ) throws(ProfileError) -> [Component] {
        guard !items.isEmpty else {
            throw ProfileError(
                code: "bad-order",
                message: "\(path): the list names no component",
                location: location,
                hint: "Leave the key out to generate every component."
            )
        }
        var components: [Component] = []
        var names: [Component: ProfileDocument.Scalar] = [:]
        for item in items {
            let name = PrintableText.quoting(item.text)
            guard let component = Component(rawValue: item.text) else {
                throw ProfileError(
                    code: "bad-order",
                    message: "\(path): \(name) is not a component",
                    location: item.location,
                    hint: NameSuggestion.hint(
                        for: item.text,
                        among: Component.all.map(\.rawValue)
                    )
                )
            }
            if let first = names.updateValue(item, forKey: component) {
                throw ProfileError(
                    code: "bad-order",
                    message: "\(path): \(name) is given twice",
                    location: item.location,
                    detail: "first given on line \(first.location.line)"
                )
            }
            components.append(component)
        }
        let complete = addingImplied(to: components)
        for (index, component) in complete.enumerated() {
            for parent in component.parents where !complete[..<index].contains(parent) {
                let isLater = complete.contains(parent)
                throw ProfileError(
                    code: "bad-order",
                    message: "\(path): `\(component.rawValue)` cannot be generated "
                        + (isLater ? "before" : "without") + " `\(parent.rawValue)`",
                    location: names[component]?.location ?? location,
                    hint: "Put `\(parent.rawValue)` before it."
                )
            }
        }
        return complete
    }

    /// Adds implied components that a list omits, each after the component that implies it and after
    /// its own parents.
    private static func addingImplied(to components: [Component]) -> [Component] {
        var complete = components
        var added: [Component] = []
        for implied in Component.all where !components.contains(implied) {
            guard let cause = implied.impliedBy, components.contains(cause) else { continue }
            let before = [cause] + implied.parents + added.filter { $0.impliedBy == cause }
            let last = before.compactMap { complete.firstIndex(of: $0) }.max() ?? 0
            complete.insert(implied, at: last + 1)
            added.append(implied)
        }
        return complete
    }

    /// Checks names given on the command line and returns their components, parents first.
    ///
    /// - Throws: ``ProfileError`` with code `bad-option` that names `option`.
    static func select(_ names: [String], option: String) throws(ProfileError) -> [Component] {
        guard !names.isEmpty else {
            throw ProfileError(code: "bad-option", message: "\(option): no component is named")
        }
        var chosen: Set<Component> = []
        for name in names {
            guard let component = Component(nameOrTable: name) else {
                throw ProfileError(
                    code: "bad-option",
                    message: "\(option): \(PrintableText.quoting(name)) is not a component",
                    hint: NameSuggestion.hint(
                        for: name,
                        among: Component.all.map(\.rawValue)
                            + Component.all.map(\.table)
                    )
                )
            }
            guard chosen.insert(component).inserted else {
                throw ProfileError(
                    code: "bad-option",
                    message: "\(option): \(PrintableText.quoting(name)) is given twice"
                )
            }
        }
        let components = Component.all.filter(chosen.contains)
        for component in components {
            for parent in component.parents where !chosen.contains(parent) {
                throw ProfileError(
                    code: "bad-option",
                    message: "\(option): `\(component.rawValue)` cannot be generated without "
                        + "`\(parent.rawValue)`",
                    hint: "Add `\(parent.rawValue)`."
                )
            }
        }
        return components
    }
}
