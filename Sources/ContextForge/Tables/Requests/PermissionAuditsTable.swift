import Rows

/// `permission_audit_log`: checks of what users may do, in order of time.
package struct PermissionAuditsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .integers(.required("timestamp", .timestamp)) { _, _, check in check.time },
        .text(.optional("user_email", .text(lengthMax: 255))) { table, _, check, writer in
            table.population.people.appendEmail(check.user, into: &writer)
        },
        .text(.required("permission", .text(lengthMax: 100))) { _, _, check, writer in
            writer.append(check.operation.permission)
        },
        .text(.optional("resource_type", .text(lengthMax: 50))) { _, _, check, writer in
            writer.append(check.operation.subject.word)
        },
        .text(.optional("resource_id", .text(lengthMax: 255))) { table, _, check, writer in
            let subject = check.operation.subject
            table.subjects.appendIdentifier(subject, check.object, into: &writer)
        },
        .text(.optional("team_id", .text(lengthMax: 36))) { table, _, check, writer in
            table.population.teamIdentifiers.appendHex(check.team, into: &writer)
        },
        .booleans(.required("granted", .boolean)) { _, _, check in check.isGranted },
        .text(.targetOwn("roles_checked", .json)) { _, _, check, writer in
            writer.append("{\"roles\": [{\"id\": \"")
            writer.append(check.role)
            writer.append(check.isGranted ? teamRole : globalRole)
            if check.isGranted { writer.append(check.operation.permission) }
            writer.append(check.isGranted ? "\"]}]}" : "]}]}")
        },
        .text(.optional("ip_address", .text(lengthMax: 45))) { table, _, check, writer in
            let bits = table.clientKey.bits(check.number)
            table.clients.appendAddress(check.user, bits: bits, into: &writer)
        },
        .text(.optional("user_agent", .text(lengthMax: nil))) { table, _, check, writer in
            let bits = table.clientKey.stream(1).bits(check.number)
            table.clients.appendUserAgent(bits, into: &writer)
        },
    ]

    package static let definition = TableDefinition(
        name: "permission_audit_log",
        component: "permission_audit_logs",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference("user_email", to: "email_users", key: "email"),
            TableDefinition.Reference("team_id", to: "email_teams", key: "id"),
        ],
        otherParents: ["gateways", "tools", "resources", "prompts", "servers"],
        creationColumn: "timestamp",
        derivation: Derivation(
            objectColumn: "resource_id",
            objectKeys: Population.objectKeys
        ),
        childCount: TableDefinition.ChildCount(.permissionAuditsPerUser, by: "user_email"),
        isHistory: true
    )

    private static let deniedPercent: UInt64 = 5

    /// What the columns of a check share.
    package struct Shared: BitwiseCopyable {
        let user: Int64
        let team: Int64
        let time: Int64
        /// A number of its own, for random choices.
        let number: Int64
        /// What the user wanted to do.
        let operation: RequestOperation
        /// The row of the object that it is about.
        let object: Int64
        let isGranted: Bool
        /// The id of the role that was looked at.
        let role: UnsafeRawBufferPointer
    }

    private let population: Population
    private let windows: EventWindows
    private let subjects: RequestSubjects
    private let clients: ClientTraces
    private let operationKey: CellKey
    private let subjectKey: CellKey
    private let clientKey: CellKey

    package init(_ population: Population) {
        self.population = population
        windows = EventWindows(population.permissionAudits(), unit: .event)
        subjects = RequestSubjects(population)
        clients = ClientTraces(population)
        operationKey = population.key("permission_audit_log", "operation")
        subjectKey = population.key("permission_audit_log", "subject")
        clientKey = population.key("permission_audit_log", "client")
    }

    package var rowCount: Int64 { windows.rowCount }

    package var parents: ParentCounts? { windows.streams.parents }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let teamAdmin = batch.constants.identifier(.teamAdmin)
        let viewer = batch.constants.identifier(.platformViewer)
        windows.forEach(in: batch) { index, row in
            let number = row.number
            let wanted = RequestOperation.choice.index(operationKey.bits(number))
            var operation = RequestOperation(rawValue: Int64(wanted)) ?? .listTools
            var object = subjects.row(
                operation.subject,
                user: row.object,
                key: subjectKey,
                number: number
            )
            // Every user has a team.
            let team = subjects.row(.team, user: row.object, key: subjectKey, number: number)
            if object == nil {
                operation = .listTools
                object = team
            }
            let isGranted = operationKey.stream(1).bits(number) % 100 >= Self.deniedPercent
            shared[index] = Shared(
                user: row.object,
                team: team ?? 0,
                time: row.time,
                number: number,
                operation: operation,
                object: object ?? 0,
                isGranted: isGranted,
                // Users own the teams that they created.
                role: isGranted ? teamAdmin : viewer
            )
        }
    }

    private static let teamRole: StaticString =
        "\", \"name\": \"team_admin\", \"scope\": \"team\", \"permissions\": [\""
    private static let globalRole: StaticString =
        "\", \"name\": \"platform_viewer\", \"scope\": \"global\", \"permissions\": ["
}

extension CountKey {
    /// Permission audits of a user.
    package static let permissionAuditsPerUser = CountKey(
        "permission_audits_per_user",
        "Permission audits of a user",
        5...50,
        mean: 20,
        countsEvents: true
    )
}
