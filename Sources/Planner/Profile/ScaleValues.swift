import Dataset

/// Every value of a profile's `scale`, defaults filled in, for whoever counts rows.
package struct ScaleValues: Sendable, Hashable, Codable {
    /// One number of `scale`.
    package struct Entry: Sendable, Hashable, Codable {
        /// The key's path, as `scale.a2a_agents_enabled_percent`.
        package var path: String
        /// The number.
        package var value: Double
    }

    /// One count of `scale`.
    package struct Count: Sendable, Hashable, Codable {
        /// What the count's keys have in common, as `scale.metrics_per_tool`.
        package var prefix: String
        /// How many children each parent has.
        package var distribution: CountDistribution
    }

    /// The numbers that are not part of a count, in the order of the key table.
    package var entries: [Entry]
    /// The counts, in the order of the key table.
    package var counts: [Count]

    /// Returns the number at a path, also `*_min`, `*_max` and `*_avg` of a count, or nil when
    /// the profile leaves it out and there is no default.
    package subscript(path: String) -> Double? {
        if let entry = entries.first(where: { $0.path == path }) {
            return entry.value
        }
        guard let count = counts.first(where: { path.hasPrefix($0.prefix + "_") }) else {
            return nil
        }
        switch path.dropFirst(count.prefix.count) {
        case "_min": return Double(count.distribution.min)
        case "_max": return Double(count.distribution.max)
        case "_avg": return count.distribution.mean
        default: return nil
        }
    }

    /// Returns the count with a prefix, as `scale.metrics_per_tool`.
    ///
    /// - Precondition: `prefix` is one of ``CountKey/all``.
    package func count(_ prefix: String) -> CountDistribution {
        guard let count = counts.first(where: { $0.prefix == prefix }) else {
            preconditionFailure("\(prefix) is not a count of the key table")
        }
        return count.distribution
    }
}
