import Rows

extension CountKey {
    /// Shapes of counts of accesses: some objects are used far more than others.
    static let accessShapes: [CountDistribution.Shape] = [.zipf, .normal, .uniform]

    /// Every count, in the order of the tables.
    ///
    /// Sessions do not say which server they were opened for.
    package static let gateway =
        Catalogue.gatewayDefinitions.compactMap(\.childCount?.key) + [.sessionsPerServer]
}
