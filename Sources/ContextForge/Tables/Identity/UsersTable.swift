import Rows

/// `email_users`: one account a row, in order of sign-up.
package struct UsersTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "email_users",
        component: "users",
        columns: [
            .required("email", .text(lengthMax: 255)),
            .optional("password_hash", .text(lengthMax: 255)),
            .optional("full_name", .text(lengthMax: 255)),
            .required("is_admin", .boolean),
            .required("is_active", .boolean),
            .optional("email_verified_at", .timestamp),
            .required("auth_provider", .text(lengthMax: 50)),
            .required("password_hash_type", .text(lengthMax: 20)),
            .required("failed_login_attempts", .integer),
            .unfilled("locked_until", .timestamp),
            .required("created_at", .timestamp),
            .required("updated_at", .timestamp),
            .optional("last_login", .timestamp),
            .optional("password_change_required", .boolean, isNullable: false),
            .optional("password_changed_at", .timestamp),
            .optional("admin_origin", .text(lengthMax: 20)),
            .required("id", .text(lengthMax: 36)),
        ],
        uniqueKeys: [TableDefinition.UniqueKey("uq_email_users_email", ["email"])],
        laterColumns: ["updated_at", "email_verified_at", "password_changed_at", "last_login"],
        upkeep: TableUpkeep(
            columns: ["failed_login_attempts", "last_login", "locked_until", "updated_at"]
        ),
        lastEvent: TableDefinition.LastEvent(
            "last_login",
            in: "email_auth_events",
            where: "\"event_type\" = 'login' AND \"success\""
        ),
        ownerSign: .address("email"),
        fixture: TableDefinition.Fixture(
            [
                .init("id"),
                .init("name", of: "full_name"),
                .init("email"),
                .init("is_admin"),
                .init("auth_provider"),
            ],
            where: [.isTrue("is_active")]
        ),
        plot: .creations(.users)
    )

    /// The release from which on a user whom an identity provider signs in has no password hash.
    package static let passwordlessSince = Release.known("1.0.11")

    /// The gateway asks for a new password after 90 days; none of these is that old.
    private static let passwordAgeMaxDays = 80.0

    private let population: Population
    private let active: Share
    private let passwordKey: CellKey
    private let verifiedKey: CellKey
    private let changeKey: CellKey
    private let signIns: SignIns
    private let passwords: EventStreams
    private let singleSignOn: SingleSignOn
    private let providers: IdentityProviders

    package init(_ population: Population) {
        self.population = population
        active = population.activeUsers
        passwordKey = population.key("email_users", "password_hash")
        verifiedKey = population.key("email_users", "email_verified_at")
        changeKey = population.key("email_users", "updated_at")
        signIns = SignIns(population)
        passwords = population.passwordChanges
        singleSignOn = SingleSignOn(population)
        providers = IdentityProviders(population)
    }

    package var rowCount: Int64 { population.configuration.userCount }

    package var uses: RowUses? { RowUses(population.requestEvents) }

    package func fill(_ batch: ColumnBatch) {
        let created = batch.lane(.created)
        let end = population.timeline.end
        for index in 0..<batch.rowCount {
            created[index] = population.userCreated(batch.rows.lowerBound + Int64(index))
        }
        batch.text("email") { writer, row, _ in
            population.people.appendEmail(row, into: &writer)
        }
        let hasPasswordless = batch.constants.release >= UsersTable.passwordlessSince
        func lacksPassword(_ row: Int64) -> Bool {
            hasPasswordless && singleSignOn.isPasswordless(row)
        }
        batch.optionalText("password_hash") { writer, row, _ in
            if lacksPassword(row) { return false }
            if let hash = population.secrets.passwordHash, active.contains(row),
                !singleSignOn.isPasswordless(row)
            {
                writer.append(hash[0])
            } else {
                PasswordHash.appendUnmatched(passwordKey, row: row, into: &writer)
            }
            return true
        }
        batch.text("full_name") { writer, row, _ in
            population.people.appendFullName(row, into: &writer)
        }
        batch.integers("is_admin") { row, _ in population.admins.contains(row) ? 1 : 0 }
        batch.integers("is_active") { row, _ in active.contains(row) ? 1 : 0 }
        batch.integers("email_verified_at") { row, index in
            let delay = 30_000_000 + Int64(verifiedKey.bits(row) % 7_200_000_000)
            return min(created[index] + delay, end)
        }
        batch.text("auth_provider") { writer, row, _ in
            guard let provider = singleSignOn.provider(of: row) else {
                return writer.append("local")
            }
            providers.appendIdentifier(provider, into: &writer)
        }
        batch.text("password_hash_type") { writer, row, _ in
            writer.append(lacksPassword(row) ? "none" : "argon2id")
        }
        batch.constant("failed_login_attempts", 0)
        batch.integers("created_at") { _, index in created[index] }
        batch.integers("updated_at") { row, index in
            let part = changeKey.unit(row)
            return Timeline.between(created[index], end, at: part * part)
        }
        batch.optionalIntegers("last_login") { row, _ in signIns.lastLogin(of: row) }
        batch.constant("password_change_required", 0)
        batch.optionalIntegers("password_changed_at") { row, index in
            if lacksPassword(row) { return nil }
            let age = changeKey.stream(1).unit(row) * UsersTable.passwordAgeMaxDays
            let latest = max(created[index], end - Int64(age * 86_400_000_000))
            return max(latest, passwords.lastMoment(of: row) ?? latest)
        }
        batch.optionalText("admin_origin") { writer, row, _ in
            writer.append(changeKey.stream(2).bits(row) & 1 == 0 ? "ui" : "api")
            return population.admins.contains(row)
        }
        batch.text("id") { writer, row, _ in
            population.userIdentifiers.appendHyphenated(row, into: &writer)
        }
    }
}
