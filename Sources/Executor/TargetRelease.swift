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
    init(_ target: any Target, _ schema: TargetSchema) {
        let newest = TargetRelease.newest(for: schema)
        let assumption = "rows are generated as for \(newest.name)"
        var found: String?
        var unreadable: TargetError?
        if schema.tables["alembic_version"] != nil {
            do {
                found = try target.queryRows(
                    "SELECT version_num FROM \(schema.qualifiedName(of: "alembic_version"))"
                ).first?.first
            } catch {
                // An account that may only write rows is enough for a run.
                unreadable = error
            }
        }
        revision = found
        if let release = found.flatMap({ GatewayRelease.withRevision($0) }) {
            self.release = release
            notices = []
            return
        }
        release = newest
        if let unreadable {
            notices = [
                "could not read the schema's revision (\(unreadable.message)); \(assumption)"
            ]
        } else if let found {
            notices = [
                "the schema's revision \(found) belongs to none of the releases "
                    + "\(GatewayRelease.oldest.name) to \(GatewayRelease.newest.name); \(assumption)"
            ]
        } else {
            notices = []
        }
    }

    /// The newest release whose rows a schema accepts.
    private static func newest(for schema: TargetSchema) -> GatewayRelease {
        let hash = schema.tables[UsersTable.definition.name]?.columns
            .first { $0.name == "password_hash" }
        guard hash?.isNullable == false else { return .newest }
        return GatewayRelease.all.last { $0 < UsersTable.passwordlessSince } ?? .oldest
    }
}
