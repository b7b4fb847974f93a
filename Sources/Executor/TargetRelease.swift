import Dataset
import Targets

/// The release of the gateway that a target's schema belongs to.
struct TargetRelease {
    /// The revision of its migrations; nil where the target has recorded none.
    let revision: String?
    /// The release whose rows the target gets: the newest that can have made the schema.
    let release: GatewayRelease
    /// What the user should know about it.
    let notices: [String]

    /// Reads it from a target.
    init(_ target: any Target, _ schema: TargetSchema) throws(TargetError) {
        var found: String?
        if schema.tables["alembic_version"] != nil {
            found = try target.queryRows(
                "SELECT version_num FROM \(schema.qualifiedName(of: "alembic_version"))"
            ).first?.first
        }
        revision = found
        let newest = TargetRelease.newest(for: schema)
        if let release = found.flatMap({ GatewayRelease.withRevision($0) }) {
            self.release = release
            notices = []
            return
        }
        release = newest
        notices =
            found.map {
                [
                    "the schema's revision \($0) belongs to none of the releases "
                        + "\(GatewayRelease.oldest.name) to \(GatewayRelease.newest.name); "
                        + "rows are generated as for \(newest.name)"
                ]
            } ?? []
    }

    /// The newest release whose rows a schema accepts.
    private static func newest(for schema: TargetSchema) -> GatewayRelease {
        let hash = schema.tables[UsersTable.definition.name]?.columns
            .first { $0.name == "password_hash" }
        guard hash?.isNullable == false else { return .newest }
        return GatewayRelease.all.last { $0 < UsersTable.passwordlessSince } ?? .oldest
    }
}
