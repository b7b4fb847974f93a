import ArgumentParser
import ContextForge
import Foundation
import Planner
import Rows
import Targets
import TestSupport

/// `gatefill-bench load`: whole runs beside the database's own means.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Measure whole runs beside what the database itself can do with the same rows",
        discussion: """
            Fills databases with the real gateway's schema by the built gatefill program, and then \
            by the database's own means with the rows that gatefill made: PostgreSQL by COPY from \
            files of the server over as many connections, the indexes made again by hand; SQLite \
            by INSERT … SELECT in its shell. Both gather statistics at the end. It starts a \
            PostgreSQL server of its own.

            Example: swift run -c release gatefill-bench load --profile small
            """
    )

    /// A database that can be measured.
    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case postgresql
        case sqlite
    }

    /// Longest time of one measurement.
    static let timeoutSeconds = 7_200

    @Option(help: ArgumentHelp("Profile by name", valueName: "name"))
    var profile = "small"

    @Option(help: ArgumentHelp("Profile by file", valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp("Measure this database only (default: both)", valueName: "kind")
    )
    var database: Kind?

    @Option(
        help: ArgumentHelp(
            "Measure one only: indexes kept, absent, or suspended and made again (default: all)",
            valueName: "mode"
        )
    )
    var indexes: LoadMode?

    @Option(help: ArgumentHelp("Fill only these tables, comma-separated", valueName: "names"))
    var tables: String?

    @Option(help: ArgumentHelp("Connections to PostgreSQL", valueName: "number"))
    var workers = 2

    @Option(help: ArgumentHelp("Rounds, of which the median counts", valueName: "number"))
    var repeats = 5

    @Flag(help: "Print JSON")
    var json = false

    func validate() throws {
        guard repeats > 0, (1...64).contains(workers) else {
            throw ValidationError("--repeats: minimum 1; --workers: 1 to 64")
        }
    }

    func run() async throws {
        let report = try await measure()
        print(json ? try SortedJSON.text(report) : report.text)
    }

    /// Measures what the options say.
    func measure() async throws -> LoadReport {
        let path = try config ?? MeasuredProfile.path(forName: profile)
        let plan = try MeasuredProfile.plan(of: path)
        let names = tables.map { Set($0.split(separator: ",").map(String.init)) }
        let filled = plan.tables.filter { table in
            table.rowCount > 0
                && names.map { $0.contains(table.name) || $0.contains(table.component) } ?? true
        }
        var report = LoadReport(profile: config ?? profile)
        for kind in database.map({ [$0] }) ?? Kind.allCases {
            var place = try await open(kind, at: path, tables: filled.map(\.name))
            try await place.makeRows()
            for mode in indexes.map({ [$0] }) ?? LoadMode.allCases {
                report.add(try await measure(place, mode))
            }
        }
        return report
    }

    private func open(
        _ kind: Kind,
        at path: String,
        tables names: [String]
    ) async throws -> any LoadDatabase {
        let run = GatefillRun(
            configuration: URL(filePath: path).path,
            workerCount: kind == .sqlite ? 1 : workers,
            tables: tables,
            program: try GatefillBinary.path()
        )
        // In the others the gateway has rows of its own; gatefill adds a handful there.
        let empty = names.filter { Catalogue.contextForge.systemRowExclusion(from: $0).isEmpty }
        switch kind {
        case .postgresql: return try await PostgresLoad(run, tables: empty)
        case .sqlite: return try await SQLiteLoad(run, tables: empty)
        }
    }

    private func measure(
        _ place: any LoadDatabase,
        _ mode: LoadMode
    ) async throws -> LoadReport.Line {
        var rounds: [LoadReport.Round] = []
        for number in 1...repeats {
            let gatefill = try await place.measureGatefill(mode)
            let round = LoadReport.Round(
                gatefill: gatefill,
                limitSeconds: try await place.measureLimit(mode)
            )
            rounds.append(round)
            let line =
                "\(place.name), indexes \(mode.rawValue), round \(number): gatefill "
                + "\(MarkdownTable.fixed(gatefill.seconds, digits: 2)) s, limit "
                + "\(MarkdownTable.fixed(round.limitSeconds, digits: 2)) s, ratio "
                + "\(MarkdownTable.fixed(round.ratio, digits: 2))\n"
            FileHandle.standardError.write(Data(line.utf8))
        }
        return LoadReport.Line(
            database: place.name,
            mode: mode,
            connections: place.connectionCount,
            rounds: rounds
        )
    }
}

extension LoadMode: ExpressibleByArgument {}
