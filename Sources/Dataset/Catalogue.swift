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

    /// The relations that the tables share.
    package let population: Population
    /// The tables with their rows, in the order of ``definitions``.
    package let tables: [any DatasetTable]

    /// The dataset of a configuration.
    ///
    /// Without the secrets whose fingerprints the configuration has, keys and counts are the same,
    /// but not the cells that are made with them.
    package init(_ configuration: DatasetConfiguration, secrets: DatasetSecrets = .none) {
        let population = Population(configuration, secrets: secrets)
        self.population = population
        tables = Catalogue.tableTypes.map { $0.init(population) }
    }

    /// The table of a name.
    package func table(named name: String) -> (any DatasetTable)? {
        tables.first { type(of: $0).definition.name == name }
    }
}
