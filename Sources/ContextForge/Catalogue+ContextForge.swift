import Rows

/// A table of the gateway whose rows can be computed.
protocol GatewayTable: DeclaredTable {
    /// The table of a population.
    init(_ population: Population)
}

extension Catalogue {
    /// What gatefill knows of ContextForge; its rows are made without secrets.
    package static let contextForge = contextForge(with: .none)

    /// What gatefill knows of ContextForge, with the secrets that rows are made with.
    ///
    /// Without the secrets whose fingerprints a configuration has, keys and counts are the same, but
    /// not the cells that are made with them.
    package static func contextForge(with secrets: DatasetSecrets) -> Catalogue {
        Catalogue(
            system: "ContextForge",
            generatorVersion: 3,
            definitions: gatewayDefinitions,
            unfilledTables: UnfilledTable.gateway,
            releases: Release.gateway,
            schema: GatewaySchema.declaration,
            revision: (table: "alembic_version", column: "version_num"),
            releaseSigns: [
                ReleaseSign(
                    UsersTable.definition.name,
                    "password_hash",
                    nullableSince: UsersTable.passwordlessSince
                )
            ],
            systemRows: SystemRole.rows,
            secrets: SecretPurpose.allCases.map {
                SecretUse($0.rawValue, title: $0.title, option: $0.option)
            },
            accounts: Accounts(
                UsersTable.definition.name,
                addressColumn: "email",
                ownerColumns: ["owner_email", "user_email", "app_user_email"],
                containerColumns: ["server_id"],
                actorColumn: "user_email"
            ),
            invariants: Invariant.gateway,
            scale: GatewayScale(),
            dataset: { Dataset(Population($0, secrets: secrets)) }
        )
    }

    /// The generated tables, parents before children.
    static let gatewayDefinitions: [TableDefinition] = tableTypes.map { $0.definition }

    fileprivate static let typesByName = Dictionary(
        uniqueKeysWithValues: tableTypes.map { ($0.definition.name, $0) }
    )

    /// One line a table, parents before children; that and its file in `Tables/` is what it takes to
    /// add one.
    private static let tableTypes: [any GatewayTable.Type] = [
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
}

extension Dataset {
    /// The dataset of a population.
    package init(_ population: Population) {
        let types = Catalogue.typesByName
        self.init(
            population.configuration,
            timeline: population.timeline,
            importIdentifier: population.importIdentifier,
            secretPurposes: Set(population.secrets.purposes.map(\.rawValue)),
            names: Array(types.keys)
        ) { name in
            guard let type = types[name] else {
                preconditionFailure("\(name) is no table of the gateway")
            }
            return type.init(population)
        }
    }
}
