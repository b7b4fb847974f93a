/// The tables of a configuration, each made when it is first asked for.
public struct Dataset: Sendable {
    /// What decides the rows.
    public let configuration: DatasetConfiguration
    /// When rows are created.
    public let timeline: Timeline
    /// Which events are kept one by one.
    public let retention: Retention
    /// What every row has in its table's ``TableDefinition/importColumn``: the same for all rows of a
    /// dataset.
    public let importIdentifier: String?
    /// The purposes of the secrets that rows are made with.
    public let secretPurposes: Set<String>
    private let tables: [String: OnFirstUse<any DatasetTable>]
    private let make: @Sendable (String) -> any DatasetTable

    /// The dataset of a configuration; `make` makes the table of one of `names`.
    public init(
        _ configuration: DatasetConfiguration,
        timeline: Timeline,
        importIdentifier: String? = nil,
        secretPurposes: Set<String> = [],
        names: [String],
        _ make: @escaping @Sendable (String) -> any DatasetTable
    ) {
        self.configuration = configuration
        self.timeline = timeline
        retention = Retention(rawHours: configuration.rawHours, end: timeline.end)
        self.importIdentifier = importIdentifier
        self.secretPurposes = secretPurposes
        tables = Dictionary(uniqueKeysWithValues: names.map { ($0, OnFirstUse()) })
        self.make = make
    }

    /// The table of a name, made with the relations that it needs when it is first asked for.
    public func table(named name: String) -> (any DatasetTable)? {
        tables[name].map { table in table { make(name) } }
    }
}
