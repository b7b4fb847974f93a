import Rows

/// Refuses a profile that is too large to plan, and says which key to lower to what.
struct SizeAdvice {
    /// The values of the profile.
    let reader: ProfileReader
    /// The options in place of them.
    let overrides: ProfileOverrides
    /// What `now` means.
    let nowMicroseconds: Int64
    /// The tables to be filled.
    let tables: Set<String>

    /// Checks the sizes of a profile by arithmetic, before anything of that size is built.
    ///
    /// - Throws: ``ProfileError`` `too-large` at the key to lower.
    func check(_ dataset: DatasetConfiguration) throws(ProfileError) {
        guard let excess = reader.language.scale.excesses(dataset, tables: tables).first else {
            return
        }
        let paths = statedPaths(excess.keys)
        for isEnough in [fits, { lowered in !exceeds(lowered, excess.name) }] {
            for path in paths {
                guard let value = greatest(path, where: isEnough) else { continue }
                let text = DecimalText.text(value)
                throw error(excess, at: path, hint: "Lower `\(path)` to \(text) or less.")
            }
        }
        let hint = "Lower several of \(PrintableText.listing(paths))."
        throw error(excess, at: paths.first ?? reader.language.scale.base.path, hint: hint)
    }

    private func error(_ excess: SizeExcess, at path: String, hint: String) -> ProfileError {
        let stated = reader.number(path).map(DecimalText.text) ?? ""
        return reader.error(
            "too-large",
            "\(path): \(stated) gives \(excess.countText) \(excess.name), more than the maximum of "
                + "\(excess.most)",
            at: path,
            hint: hint
        )
    }

    /// The keys that the profile holds, in the order in which lowering one is tried.
    private func statedPaths(_ keys: [String]) -> [String] {
        keys.flatMap { key in
            reader.language.key(key) == nil
                ? ["avg", "max", "min"].map { "\(key)_\($0)" } : [key]
        }.filter(reader.isGiven)
    }

    /// The greatest value of a key, below its own, with which the profile is accepted; found by
    /// bisection.
    private func greatest(_ path: String, where isEnough: (ProfileReader) -> Bool) -> Double? {
        guard let current = reader.number(path), let key = reader.language.key(path) else {
            return nil
        }
        // Means and shares are looked for in steps of a hundredth, and rates in finer ones.
        let steps: Double
        switch key.kind {
        case .integer: steps = 1
        case .rate: steps = 1_000_000
        default: steps = 100
        }
        var low = Int64((least(key) * steps).rounded(.up))
        var high = Int64((current * steps).rounded(.up))
        func isAccepted(_ step: Int64) -> Bool {
            isEnough(reader.replacing(path, with: Double(step) / steps))
        }
        guard low < high, isAccepted(low) else { return nil }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if isAccepted(middle) { low = middle } else { high = middle }
        }
        return Double(low) / steps
    }

    /// The least value of a key that does not contradict the others.
    private func least(_ key: ProfileKey) -> Double {
        func stated(_ path: String) -> Double {
            reader.isGiven(path) ? reader.number(path) ?? 0 : 0
        }
        let own: Double
        switch key.kind {
        case .integer(let range): own = Double(range.lowerBound)
        case .number(let range): own = range.lowerBound
        default: own = 0
        }
        let entries = reader.language.scale.keys
        for case .number(let number) in entries where number.path == key.path {
            return max(own, reader.language.scale.least(number, reader))
        }
        let counts = entries.lazy.compactMap { entry -> CountKey? in
            if case .count(let count) = entry { count } else { nil }
        }
        guard let count = counts.first(where: { key.path.hasPrefix($0.prefix + "_") }) else {
            return own
        }
        switch key.path.dropFirst(count.prefix.count) {
        case "_max":
            let mean = stated("\(count.prefix)_avg").rounded(.up)
            return max(own, stated("\(count.prefix)_min"), mean)
        case "_avg": return max(own, stated("\(count.prefix)_min"))
        default: return own
        }
    }

    /// Whether a profile with these values is accepted.
    private func fits(_ lowered: ProfileReader) -> Bool {
        guard var dataset = dataset(lowered),
            reader.language.scale.excesses(dataset, tables: tables).isEmpty
        else { return false }
        do {
            try dataset.fit(lowered)
            return true
        } catch {
            return false
        }
    }

    /// Whether one size is still beyond its limit.
    private func exceeds(_ lowered: ProfileReader, _ name: String) -> Bool {
        guard let dataset = dataset(lowered) else { return true }
        return reader.language.scale.excesses(dataset, tables: tables).contains { $0.name == name }
    }

    private func dataset(_ lowered: ProfileReader) -> DatasetConfiguration? {
        do {
            return try DatasetConfiguration(
                lowered,
                overrides: overrides,
                nowMicroseconds: nowMicroseconds
            )
        } catch {
            return nil
        }
    }
}
