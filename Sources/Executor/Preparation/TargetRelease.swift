import Rows
import Targets

/// The release of the gateway that a target's schema belongs to.
struct TargetRelease {
    /// The revision of its migrations; nil where the target has recorded none.
    let revision: String?
    /// The release whose rows the target gets: the newest that can have made the schema.
    let release: Release
    /// What the user should know about it.
    let notices: [String]

    /// Reads it from a target.
    init(_ target: any Target, _ schema: TargetSchema) {
        let catalogue = target.catalogue
        let newest = TargetRelease.newest(for: schema, catalogue)
        let assumption = "rows are generated as for \(newest.name)"
        var found: String?
        var unreadable: TargetError?
        if schema.tables[catalogue.revision.table] != nil {
            do {
                found = try target.queryRows(
                    "SELECT \(catalogue.revision.column) "
                        + "FROM \(schema.qualifiedName(of: catalogue.revision.table))"
                ).first?.first
            } catch {
                // An account that may only write rows is enough for a run.
                unreadable = error
            }
        }
        revision = found
        if let release = found.flatMap({ catalogue.release(revision: $0) }) {
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
                    + "\(catalogue.oldestRelease.name) to \(catalogue.newestRelease.name); "
                    + assumption
            ]
        } else {
            notices = []
        }
    }

    /// The newest release whose rows a schema accepts.
    private static func newest(for schema: TargetSchema, _ catalogue: Catalogue) -> Release {
        let limits = catalogue.releaseSigns.compactMap { sign -> Release? in
            let column = schema.tables[sign.table]?.columns.first { $0.name == sign.column }
            guard column?.isNullable == false else { return nil }
            return catalogue.releases.last { $0 < sign.nullableSince } ?? catalogue.oldestRelease
        }
        return limits.min() ?? catalogue.newestRelease
    }
}
