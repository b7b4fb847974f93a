import Rows

/// What a profile for the database of a catalogue's system may say.
package struct ProfileLanguage: Sendable {
    /// Every key, section by section, in the order of the documentation.
    package let keys: [ProfileKey]
    /// The sections in the order of ``keys``.
    package let sections: [String]
    /// What `generation_order` may list.
    package let components: Components
    /// What follows from `scale`.
    let scale: any ScaleRules
    private let keysByPath: [String: ProfileKey]

    /// The language of a catalogue.
    package init(_ catalogue: Catalogue) {
        scale = catalogue.scale
        components = Components(catalogue)
        keys =
            ProfileKey.generalKeys + catalogue.scale.keys.flatMap(ProfileKey.keys)
            + ProfileKey.distributionKeys + ProfileKey.temporalKeys + ProfileKey.realismKeys
            + ProfileKey.performanceKeys + ProfileKey.orderKeys + ProfileKey.checkKeys
        var sections: [String] = []
        for key in keys where sections.last != key.section { sections.append(key.section) }
        self.sections = sections
        keysByPath = Dictionary(uniqueKeysWithValues: keys.map { ($0.path, $0) })
    }

    /// The key with a path, or nil when there is none.
    package func key(_ path: String) -> ProfileKey? { keysByPath[path] }
}
