import ArgumentParser
import ContextForge
import Foundation
import Rows
import Targets

/// `gatefill digest`: hashes tables of a target.
struct DigestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: "Print a SHA-256 of each table's rows, the same for SQLite and PostgreSQL",
        discussion: """
            Rows are taken in primary-key order. Cells that are NULL and the order of columns \
            make no difference; the gateway's own roles and their ids are left out.

            Example: gatefill digest --target sqlite:///./mcp.db
            """
    )

    @OptionGroup var target: TargetOptions

    @Option(
        help: ArgumentHelp(
            "Hash only these tables, comma-separated (default: those that gatefill fills)",
            valueName: "names"
        ),
        transform: Allowed.names
    )
    var tables: String?

    @Flag(help: "Print JSON")
    var json = false

    private struct Report: Encodable {
        struct Table: Encodable {
            let table: String
            let rows: Int64
            let sha256: String
        }

        let tables: [Table]
    }

    func run() throws {
        try ExitStatus.reporting {
            let database = try target.open()
            let schema = try database.readSchema()
            let digests = try selected(schema).map { table in
                try database.digest(of: table)
            }
            if json {
                let report = Report(
                    tables: digests.map {
                        Report.Table(table: $0.table, rows: $0.rowCount, sha256: $0.sha256)
                    }
                )
                Terminal.write(try JSONText.of(report))
                return
            }
            for digest in digests {
                Terminal.write("\(digest.sha256)  \(digest.table)  \(digest.rowCount) rows")
            }
        }
    }

    private func selected(_ schema: TargetSchema) throws -> [TargetTable] {
        guard let tables else {
            let known = Catalogue.contextForge.definitions.compactMap { schema.tables[$0.name] }
            guard !known.isEmpty else {
                throw TargetError(
                    code: "not-a-contextforge-database",
                    message: "could not find a table of ContextForge in the target",
                    hint: "Check --target and DATABASE_URL."
                )
            }
            return known
        }
        return try tables.split(separator: ",").map { item in
            let name = item.trimmingCharacters(in: .whitespaces)
            guard let table = schema.tables[name] else {
                throw ValidationError("--tables: the target has no table `\(name)`")
            }
            return table
        }
    }
}
