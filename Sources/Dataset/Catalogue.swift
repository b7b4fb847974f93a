/// The tables of the dataset, in an order in which parents come before children.
package struct Catalogue: Sendable {
    /// Version of the generator: raised by every change that alters a row.
    package static let generatorVersion = 2

    /// What the schema of each table is.
    package static let definitions: [TableDefinition] = tableTypes.map { $0.definition }

    /// One line a table; that and its file in `Tables/` is all it takes to add one.
    private static let tableTypes: [any DatasetTable.Type] = [
        UsersTable.self,
        TeamsTable.self,
        TeamMembersTable.self,
        RolesTable.self,
        UserRolesTable.self,
        TeamMemberHistoryTable.self,
        TokensTable.self,
        GatewaysTable.self,
        ToolsTable.self,
        ResourcesTable.self,
        PromptsTable.self,
        ServersTable.self,
        AgentsTable.self,
        ServerToolsTable.self,
        ServerResourcesTable.self,
        ServerPromptsTable.self,
        ServerAgentsTable.self,
        TeamInvitationsTable.self,
        TeamJoinRequestsTable.self,
        TokenRevocationsTable.self,
        ToolMetricsTable.self,
        ResourceMetricsTable.self,
        PromptMetricsTable.self,
        ServerMetricsTable.self,
        AgentMetricsTable.self,
        ToolMetricsHourlyTable.self,
        ResourceMetricsHourlyTable.self,
        PromptMetricsHourlyTable.self,
        ServerMetricsHourlyTable.self,
        AgentMetricsHourlyTable.self,
        TokenUsageLogsTable.self,
        AuthEventsTable.self,
        PermissionAuditsTable.self,
        StructuredLogEntriesTable.self,
        AuditTrailsTable.self,
        SecurityEventsTable.self,
        TracesTable.self,
        SpansTable.self,
        SpanEventsTable.self,
        TraceMetricsTable.self,
        SavedQueriesTable.self,
        PerformanceMetricsTable.self,
        PerformanceSnapshotsTable.self,
        PerformanceAggregatesTable.self,
        SessionsTable.self,
        MessagesTable.self,
        ResourceSubscriptionsTable.self,
        OAuthTokensTable.self,
        OAuthClientsTable.self,
        PasswordHistoryTable.self,
        PasswordResetTokensTable.self,
        IdentityProvidersTable.self,
        PendingApprovalsTable.self,
        LanguageModelProvidersTable.self,
        LanguageModelsTable.self,
        ServerInterfacesTable.self,
        ToolPluginBindingsTable.self,
        AgentPluginBindingsTable.self,
        AgentTasksTable.self,
        AgentTaskEventsTable.self,
        AgentPushConfigsTable.self,
    ]

    private static let typesByName = Dictionary(
        uniqueKeysWithValues: tableTypes.map { ($0.definition.name, $0) }
    )

    /// The relations that the tables share.
    package let population: Population
    private let made: [String: OnFirstUse<any DatasetTable>]

    /// The dataset of a configuration.
    ///
    /// Without the secrets whose fingerprints the configuration has, keys and counts are the same,
    /// but not the cells that are made with them.
    package init(_ configuration: DatasetConfiguration, secrets: DatasetSecrets = .none) {
        population = Population(configuration, secrets: secrets)
        made = Catalogue.typesByName.mapValues { _ in OnFirstUse() }
    }

    /// The tables with their rows, in the order of ``definitions``.
    package var tables: [any DatasetTable] {
        Catalogue.definitions.compactMap { table(named: $0.name) }
    }

    /// The table of a name, made with the relations that it needs when it is first asked for.
    package func table(named name: String) -> (any DatasetTable)? {
        guard let type = Catalogue.typesByName[name], let table = made[name] else { return nil }
        return table { type.init(population) }
    }
}
