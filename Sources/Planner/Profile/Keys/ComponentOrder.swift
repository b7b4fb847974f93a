/// The rules for a list of components: known, each once, parents before children.
struct ComponentOrder {
    /// The components that there are.
    let known: Components

    /// Checks the list of a profile and returns its components in its order.
    func check(
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
            guard let component = known.named(item.text) else {
                throw ProfileError(
                    code: "bad-order",
                    message: "\(path): \(name) is not a component",
                    location: item.location,
                    hint: NameSuggestion.hint(
                        for: item.text,
                        among: known.all.map(\.name)
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
            for parent in known.parents(of: component) where !complete[..<index].contains(parent) {
                let isLater = complete.contains(parent)
                throw ProfileError(
                    code: "bad-order",
                    message: "\(path): `\(component.name)` cannot be generated "
                        + (isLater ? "before" : "without") + " `\(parent.name)`",
                    location: names[component]?.location ?? location,
                    hint: "Put `\(parent.name)` before it."
                )
            }
        }
        return complete
    }

    /// Adds implied components that a list omits, each after the component that implies it and after
    /// its own parents.
    private func addingImplied(to components: [Component]) -> [Component] {
        var complete = components
        var added: [Component] = []
        for implied in known.all where !components.contains(implied) {
            guard let cause = known.implying(implied), components.contains(cause) else { continue }
            let before =
                [cause] + known.parents(of: implied) + added.filter { known.implying($0) == cause }
            let last = before.compactMap { complete.firstIndex(of: $0) }.max() ?? 0
            complete.insert(implied, at: last + 1)
            added.append(implied)
        }
        return complete
    }

    /// Checks names given on the command line and returns their components, parents first.
    ///
    /// - Throws: ``ProfileError`` with code `bad-option` that names `option`.
    func select(_ names: [String], option: String) throws(ProfileError) -> [Component] {
        guard !names.isEmpty else {
            throw ProfileError(code: "bad-option", message: "\(option): no component is named")
        }
        var chosen: Set<Component> = []
        for name in names {
            guard let component = known.nameOrTable(name) else {
                throw ProfileError(
                    code: "bad-option",
                    message: "\(option): \(PrintableText.quoting(name)) is not a component",
                    hint: NameSuggestion.hint(
                        for: name,
                        among: known.all.map(\.name)
                            + known.all.map(\.table)
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
        let components = known.all.filter(chosen.contains)
        for component in components {
            for parent in known.parents(of: component) where !chosen.contains(parent) {
                throw ProfileError(
                    code: "bad-option",
                    message: "\(option): `\(component.name)` cannot be generated without "
                        + "`\(parent.name)`",
                    hint: "Add `\(parent.name)`."
                )
            }
        }
        return components
    }
}
