import Rows

/// `email_users`: one account a row, in order of sign-up.
package struct UsersTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .text(.required("email", .text(lengthMax: 255))) { table, row, _, writer in
            table.population.people.appendEmail(row, into: &writer)
        },
        .optionalText(.optional("password_hash", .text(lengthMax: 255))) {
            (table, row, user, writer) in
            table.appendPasswordHash(row, user, into: &writer)
        },
        .text(.optional("full_name", .text(lengthMax: 255))) { table, row, _, writer in
            table.population.people.appendFullName(row, into: &writer)
        },
        .booleans(.required("is_admin", .boolean)) { table, row, _ in
            table.population.admins.contains(row)
        },
        .booleans(.required("is_active", .boolean)) { table, row, _ in
            table.active.contains(row)
        },
        .integers(.optional("email_verified_at", .timestamp)) { table, row, user in
            let delay = 30_000_000 + Int64(table.verifiedKey.bits(row) % 7_200_000_000)
            return min(user.created + delay, table.population.timeline.end)
        },
        .text(.required("auth_provider", .text(lengthMax: 50))) { table, row, _, writer in
            guard let provider = table.singleSignOn.provider(of: row) else {
                return writer.append("local")
            }
            table.providers.appendIdentifier(provider, into: &writer)
        },
        .text(.required("password_hash_type", .text(lengthMax: 20))) { _, _, user, writer in
            writer.append(user.lacksPassword ? "none" : "argon2id")
        },
        .constant(.required("failed_login_attempts", .integer), 0),
        .unfilled("locked_until", .timestamp),
        .integers(.required("created_at", .timestamp)) { _, _, user in user.created },
        .integers(.required("updated_at", .timestamp)) { table, row, user in
            let part = table.changeKey.unit(row)
            return Timeline.between(user.created, table.population.timeline.end, at: part * part)
        },
        .optionalIntegers(.optional("last_login", .timestamp)) { table, row, _ in
            table.signIns.lastLogin(of: row)
        },
        .constant(.optional("password_change_required", .boolean, isNullable: false), 0),
        .optionalIntegers(.optional("password_changed_at", .timestamp)) { table, row, user in
            user.lacksPassword ? nil : table.passwordChanged(row, created: user.created)
        },
        .optionalText(.optional("admin_origin", .text(lengthMax: 20))) { table, row, _, writer in
            guard table.population.admins.contains(row) else { return false }
            writer.append(table.changeKey.stream(2).bits(row) & 1 == 0 ? "ui" : "api")
            return true
        },
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) {
            $0.population.userIdentifiers
        },
    ]

    package static let definition = TableDefinition(
        name: "email_users",
        component: "users",
        columns: columns.map(\.definition),
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

    /// What the columns of a user share.
    package struct Shared: BitwiseCopyable {
        /// When the user signed up.
        let created: Int64
        /// Whether the user never had a password.
        let isPasswordless: Bool
        /// Whether the row says so: it does since ``UsersTable/passwordlessSince``.
        let lacksPassword: Bool
    }

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

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        let hasPasswordless = batch.constants.release >= UsersTable.passwordlessSince
        for index in 0..<batch.rowCount {
            let user = batch.rows.lowerBound + Int64(index)
            let isPasswordless = singleSignOn.isPasswordless(user)
            shared[index] = Shared(
                created: population.userCreated(user),
                isPasswordless: isPasswordless,
                lacksPassword: hasPasswordless && isPasswordless
            )
        }
    }

    /// Writes the hash of a user's password; returns false for a user whose row has none.
    private func appendPasswordHash(
        _ row: Int64,
        _ user: Shared,
        into writer: inout ByteWriter
    ) -> Bool {
        if user.lacksPassword { return false }
        if let hash = population.secrets.passwordHash, active.contains(row), !user.isPasswordless {
            writer.append(hash[0])
        } else {
            PasswordHash.appendUnmatched(passwordKey, row: row, into: &writer)
        }
        return true
    }

    /// When a user last changed the password.
    private func passwordChanged(_ row: Int64, created: Int64) -> Int64 {
        let age = changeKey.stream(1).unit(row) * UsersTable.passwordAgeMaxDays
        let latest = max(created, population.timeline.end - Int64(age * 86_400_000_000))
        return max(latest, passwords.lastMoment(of: row) ?? latest)
    }
}
