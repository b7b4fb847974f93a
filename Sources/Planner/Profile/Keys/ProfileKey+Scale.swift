import Rows

extension ProfileKey {
    /// The keys of a profile that an entry of `scale` stands for.
    static func keys(of entry: ScaleKey) -> [ProfileKey] {
        switch entry {
        case .number(let key): [ProfileKey(key)]
        case .count(let key): keys(of: key)
        }
    }

    private init(_ key: NumberKey) {
        let kind: Kind =
            switch key.kind {
            case .integer(let range): .integer(range)
            case .number(let range): .number(range)
            case .percent: .percent
            case .rate: .rate
            }
        self.init(
            key.path,
            kind,
            default: key.defaultText,
            isRequired: key.isRequired,
            key.summary
        )
    }

    private static func keys(of count: CountKey) -> [ProfileKey] {
        let (prefix, subject, fallback) = (count.prefix, count.subject, count.fallback)
        let isZipf = fallback.shape == .zipf
        let range = count.lowerBound...CountKey.countMax
        return [
            ProfileKey(
                "\(prefix)_min",
                .integer(range),
                default: String(fallback.min),
                "\(subject), the minimum; \(isZipf ? "a twentieth of" : "half") the mean, rounded "
                    + "down, when only that is given."
            ),
            ProfileKey(
                "\(prefix)_max",
                .integer(range),
                default: String(fallback.max),
                "\(subject), the maximum; \(isZipf ? "10" : "1.5") times the mean, rounded up, when "
                    + "only that is given."
            ),
            ProfileKey(
                "\(prefix)_avg",
                .number(Double(range.lowerBound)...Double(range.upperBound)),
                default: fallback.mean.map(DecimalText.text),
                fallback.mean == nil
                    ? "\(subject), the mean; not for `power_law`, whose bands decide it. With a "
                        + "mean and no distribution, the distribution is `normal`."
                    : "\(subject), the mean; half-way between the limits when those are given."
            ),
            ProfileKey(
                "\(prefix)_distribution",
                .distribution(count.shapes.map(\.rawValue)),
                default: fallback.shape.rawValue,
                "\(subject), the distribution."
            ),
        ]
    }
}

extension CountKey {
    /// The limits of a count of which only the mean is known.
    ///
    /// Where a few parents have most of the children, limits near the mean would forbid it: with
    /// ten times the mean as the most, a fifth of the parents can have 80 % of the children.
    func limits(ofMean mean: Double, shape: CountDistribution.Shape) -> (min: Int64, max: Int64) {
        let (low, high) = shape == .zipf ? (0.05, 10) : (0.5, 1.5)
        return (
            max(lowerBound, Int64((mean * low).rounded(.down))),
            min(CountKey.countMax, Int64((mean * high).rounded(.up)))
        )
    }
}
