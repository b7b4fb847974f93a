import Rows

/// `email_teams`: each user's personal team, followed by the teams that the user created.
package struct TeamsTable: GatewayTable {
    package static let definition = TableDefinition(
        name: "email_teams",
        component: "teams",
        columns: [
            .required("id", .text(lengthMax: 36)),
            .required("name", .text(lengthMax: 255)),
            .required("slug", .text(lengthMax: 255)),
            .optional("description", .text(lengthMax: nil)),
            .required("created_by", .text(lengthMax: 255)),
            .required("is_personal", .boolean),
            .required("visibility", .text(lengthMax: 20)),
            .unfilled("max_members", .integer),
            .required("created_at", .timestamp),
            .required("updated_at", .timestamp),
            .required("is_active", .boolean),
        ],
        uniqueKeys: [TableDefinition.UniqueKey("uq_email_teams_slug", ["slug"])],
        references: [TableDefinition.Reference("created_by", "email_users", "email")],
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

    package func fill(_ batch: ColumnBatch) {
        let creator = batch.lane(.owner)
        let position = batch.lane(.ordinal)
        let created = batch.lane(.created)
        let people = population.people
        let end = population.timeline.end
        for index in 0..<batch.rowCount {
            let team = batch.rows.lowerBound + Int64(index)
            (creator[index], position[index]) =
                team.quotientAndRemainder(dividingBy: population.teamsPerUser)
            created[index] = population.teamCreated(team)
        }
        batch.text("id") { writer, row, _ in
            population.teamIdentifiers.appendHex(row, into: &writer)
        }
        batch.text("name") { writer, row, index in
            appendName(row, creator: creator[index], position: position[index], into: &writer)
        }
        batch.text("slug") { writer, row, index in
            if position[index] == 0 {
                // The gateway's own slug would be that of the name, which two people may share.
                writer.append("personal-")
                batch.slug(into: &writer) { people.appendEmail(creator[index], into: &$0) }
            } else {
                batch.slug(into: &writer) {
                    appendName(row, creator: creator[index], position: position[index], into: &$0)
                }
            }
        }
        batch.text("description") { writer, row, index in
            if position[index] == 0 {
                writer.append("Personal workspace for ")
                people.appendEmail(creator[index], into: &writer)
            } else {
                population.appendDescription(
                    descriptionKey,
                    row: row,
                    subject: Subject(subjectKey, row: row),
                    into: &writer
                )
            }
        }
        batch.text("created_by") { writer, _, index in
            people.appendEmail(creator[index], into: &writer)
        }
        batch.integers("is_personal") { _, index in position[index] == 0 ? 1 : 0 }
        batch.text("visibility") { writer, row, index in
            let teams = population.additionalTeams
            let isPublic = position[index] > 0 && teams.isPublic(teams.index(team: row))
            writer.append(isPublic ? "public" : "private")
        }
        batch.integers("created_at") { _, index in created[index] }
        batch.integers("updated_at") { row, index in
            let part = changeKey.unit(row)
            return Timeline.between(created[index], end, at: part * part * part)
        }
        batch.constant("is_active", 1)
    }

    private func appendName(
        _ row: Int64,
        creator: Int64,
        position: Int64,
        into writer: inout ByteWriter
    ) {
        if position == 0 {
            population.people.appendFullName(creator, into: &writer)
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
}
