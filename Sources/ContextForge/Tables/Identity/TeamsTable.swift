import Rows

/// `email_teams`: each user's personal team, followed by the teams that the user created.
package struct TeamsTable: GatewayTable {
    package static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36))) { $0.population.teamIdentifiers },
        .text(.required("name", .text(lengthMax: 255))) { table, row, team, writer in
            table.appendName(row, team, into: &writer)
        },
        .scratchText(.required("slug", .text(lengthMax: 255))) {
            (table, row, team, scratch, writer) in
            table.appendSlug(row, team, scratch: &scratch, into: &writer)
        },
        .text(.optional("description", .text(lengthMax: nil))) { table, row, team, writer in
            table.appendDescription(row, team, into: &writer)
        },
        .text(.required("created_by", .text(lengthMax: 255))) { table, _, team, writer in
            table.population.people.appendEmail(team.creator, into: &writer)
        },
        .booleans(.required("is_personal", .boolean)) { _, _, team in team.isPersonal },
        .text(.required("visibility", .text(lengthMax: 20))) { table, row, team, writer in
            let teams = table.population.additionalTeams
            let isPublic = !team.isPersonal && teams.isPublic(teams.index(team: row))
            writer.append(isPublic ? "public" : "private")
        },
        .unfilled("max_members", .integer),
        .integers(.required("created_at", .timestamp)) { _, _, team in team.created },
        .integers(.required("updated_at", .timestamp)) { table, row, team in
            let part = table.changeKey.unit(row)
            return Timeline.between(
                team.created,
                table.population.timeline.end,
                at: part * part * part
            )
        },
        .constant(.required("is_active", .boolean), 1),
    ]

    package static let definition = TableDefinition(
        name: "email_teams",
        component: "teams",
        columns: columns.map(\.definition),
        uniqueKeys: [TableDefinition.UniqueKey("uq_email_teams_slug", ["slug"])],
        references: [TableDefinition.Reference("created_by", to: "email_users", key: "email")],
        allowedValues: [
            TableDefinition.AllowedValues(
                name: "ck_email_teams_visibility",
                column: "visibility",
                values: ["private", "public"]
            )
        ],
        laterColumns: ["updated_at"],
        ownerSign: .address("created_by"),
        fixture: TableDefinition.Fixture(
            [
                .init("id"),
                .init("name"),
                .init("owner", of: "created_by"),
                .init("visibility"),
                .init("slug"),
                .init("is_personal"),
            ]
        ),
        plot: .creations(.teams)
    )

    /// What the columns of a team share.
    package struct Shared: BitwiseCopyable {
        /// The user that created the team.
        let creator: Int64
        /// Whether it is the creator's personal team.
        let isPersonal: Bool
        /// When it was created.
        let created: Int64
    }

    private let population: Population
    private let names: ObjectNames
    private let nameKey: CellKey
    private let descriptionKey: CellKey
    private let subjectKey: CellKey
    private let changeKey: CellKey

    package init(_ population: Population) {
        self.population = population
        names = ObjectNames(population, table: "email_teams")
        nameKey = population.key("email_teams", "name")
        descriptionKey = population.key("email_teams", "description")
        subjectKey = population.key("email_teams", "subject")
        changeKey = population.key("email_teams", "updated_at")
    }

    package var rowCount: Int64 { population.teamCount }

    package var uses: RowUses? { RowUses(population.members) }

    package func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for index in 0..<batch.rowCount {
            let team = batch.rows.lowerBound + Int64(index)
            let (creator, position) =
                team.quotientAndRemainder(dividingBy: population.teamsPerUser)
            shared[index] = Shared(
                creator: creator,
                isPersonal: position == 0,
                created: population.teamCreated(team)
            )
        }
    }

    private func appendName(_ row: Int64, _ team: Shared, into writer: inout ByteWriter) {
        if team.isPersonal {
            population.people.appendFullName(team.creator, into: &writer)
            writer.append("'s Team")
            return
        }
        var bits = CellBits(nameKey, row: row)
        names.append(row, separator: 0x20, into: &writer) { writer, _ in
            writer.append(bits.word(of: Vocabulary.companyWords))
            writer.append(0x20)
            writer.append(bits.word(of: Vocabulary.teamNouns))
        }
    }

    private func appendSlug(
        _ row: Int64,
        _ team: Shared,
        scratch: inout ByteWriter,
        into writer: inout ByteWriter
    ) {
        if team.isPersonal {
            // The gateway's own slug would be that of the name, which two people may share.
            writer.append("personal-")
            Slug.append(into: &writer, scratch: &scratch) {
                population.people.appendEmail(team.creator, into: &$0)
            }
        } else {
            Slug.append(into: &writer, scratch: &scratch) { appendName(row, team, into: &$0) }
        }
    }

    private func appendDescription(_ row: Int64, _ team: Shared, into writer: inout ByteWriter) {
        if team.isPersonal {
            writer.append("Personal workspace for ")
            population.people.appendEmail(team.creator, into: &writer)
        } else {
            population.appendDescription(
                descriptionKey,
                row: row,
                subject: Subject(subjectKey, row: row),
                into: &writer
            )
        }
    }
}
