import Rows

/// `permission_audit_log`: checks of what users may do, in order of time.
package struct PermissionAuditsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "permission_audit_log",
        component: "permission_audit_logs",
        columns: [
            .reservedKey("id"),
            .required("timestamp", .timestamp),
            .optional("user_email", .text(lengthMax: 255)),
            .required("permission", .text(lengthMax: 100)),
            .optional("resource_type", .text(lengthMax: 50)),
            .optional("resource_id", .text(lengthMax: 255)),
            .optional("team_id", .text(lengthMax: 36)),
            .required("granted", .boolean),
            .targetOwn("roles_checked", .json),
            .optional("ip_address", .text(lengthMax: 45)),
            .optional("user_agent", .text(lengthMax: nil)),
        ],
        references: [
            TableDefinition.Reference("user_email", "email_users", "email"),
            TableDefinition.Reference("team_id", "email_teams", "id"),
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

    package func fill(_ batch: ColumnBatch) {
        let user = batch.lane(.owner)
        let team = batch.lane(.team)
        let time = batch.lane(.created)
        let number = batch.lane(.choice)
        let operations = batch.lane(.siblings)
        let object = batch.lane(.parent)
        windows.forEach(in: batch) { index, row in
            let wanted = RequestOperation.choice.index(operationKey.bits(row.number))
            var operation = RequestOperation(rawValue: Int64(wanted)) ?? .listTools
            var subject = subjects.row(
                operation.subject,
                user: row.object,
                key: subjectKey,
                number: row.number
            )
            // Every user has a team.
            let ownTeam = subjects.row(.team, user: row.object, key: subjectKey, number: row.number)
            if subject == nil {
                operation = .listTools
                subject = ownTeam
            }
            user[index] = row.object
            team[index] = ownTeam ?? 0
            time[index] = row.time
            number[index] = row.number
            operations[index] = operation.rawValue
            object[index] = subject ?? 0
        }
        func operation(_ index: Int) -> RequestOperation {
            RequestOperation(rawValue: operations[index]) ?? .listTools
        }
        func isGranted(_ index: Int) -> Bool {
            operationKey.stream(1).bits(number[index]) % 100 >= Self.deniedPercent
        }
        batch.reservedKeys("id")
        batch.integers("timestamp") { _, index in time[index] }
        batch.text("user_email") { writer, _, index in
            population.people.appendEmail(user[index], into: &writer)
        }
        batch.text("permission") { writer, _, index in
            writer.append(operation(index).permission)
        }
        batch.text("resource_type") { writer, _, index in
            writer.append(operation(index).subject.word)
        }
        batch.text("resource_id") { writer, _, index in
            subjects.appendIdentifier(operation(index).subject, object[index], into: &writer)
        }
        batch.text("team_id") { writer, _, index in
            population.teamIdentifiers.appendHex(team[index], into: &writer)
        }
        batch.integers("granted") { _, index in isGranted(index) ? 1 : 0 }
        batch.text("roles_checked") { writer, _, index in
            // Users own the teams that they created.
            let role: SystemRole = isGranted(index) ? .teamAdmin : .platformViewer
            writer.append("{\"roles\": [{\"id\": \"")
            writer.append(batch.constants.identifier(role))
            writer.append(isGranted(index) ? Self.teamRole : Self.globalRole)
            if isGranted(index) { writer.append(operation(index).permission) }
            writer.append(isGranted(index) ? "\"]}]}" : "]}]}")
        }
        batch.text("ip_address") { writer, _, index in
            clients.appendAddress(user[index], bits: clientKey.bits(number[index]), into: &writer)
        }
        batch.text("user_agent") { writer, _, index in
            clients.appendUserAgent(clientKey.stream(1).bits(number[index]), into: &writer)
        }
    }

    private static let teamRole: StaticString =
        "\", \"name\": \"team_admin\", \"scope\": \"team\", \"permissions\": [\""
    private static let globalRole: StaticString =
        "\", \"name\": \"platform_viewer\", \"scope\": \"global\", \"permissions\": ["
}
