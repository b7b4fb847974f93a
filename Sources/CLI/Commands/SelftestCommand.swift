import ArgumentParser
import Executor
import Foundation

/// `gatefill selftest`: proves on the user's own server that nothing is lost or doubled.
struct SelftestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest",
        abstract: "Kill and resume runs on a scratch database and compare the rows",
        discussion: """
            Generates a small dataset, kills the process at every step and at random moments, \
            resumes it, and compares every table with a run that nothing disturbed. It works in a \
            SQLite file of its own, or in a PostgreSQL schema of its own in the database that is \
            named, and removes it at the end; a database with rows of ContextForge is refused. Exit \
            status 1 if a row is lost or duplicated.

            Example: gatefill selftest --crash-matrix --target postgresql://me@localhost/scratch
            """
    )

    @Flag(help: "Kill at every step, and at random moments")
    var crashMatrix = false

    @Option(
        help: ArgumentHelp(
            "Scratch database (default: a temporary SQLite file)",
            valueName: "url"
        )
    )
    var target: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Kills at random moments, 0 to 10,000 (default: 20)",
            valueName: "number"
        ),
        transform: Allowed.whole(0...10_000)
    )
    var kills = 20

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Seed of data and moments (default: a random one)", valueName: "number"),
        transform: Allowed.seed
    )
    var seed: UInt64?

    @Flag(help: "Print JSON")
    var json = false

    private struct Report: Encodable {
        let seed: UInt64
        let place: String
        let lines: [CrashMatrix.Line]
    }

    func validate() throws {
        guard crashMatrix else { throw ValidationError("give --crash-matrix") }
    }

    func run() throws {
        try ExitStatus.reporting {
            // It decides no row of anybody's data, only when to kill.
            let seed = seed ?? UInt64.random(in: 0..<1_000_000)
            let folder = try SelftestCommand.makeFolder()
            defer { SelftestCommand.removeFolder(folder) }
            let place = try ScratchPlace(target: target, folder: folder, seed: seed)
            Terminal.writeError("testing in \(place.description), seed \(seed)")
            let stop = StopRequest()
            let watcher = SignalWatcher(stop)
            defer { withExtendedLifetime(watcher) {} }
            var matrix = try CrashMatrix(place, folder: folder, seed: seed, stop: stop)
            let result = Result {
                try matrix.run(killCount: kills) { line in
                    Terminal.writeError("\(line.crash): \(line.isExact ? "exact" : "NOT EXACT")")
                }
            }
            let removal = Result { try place.remove() }
            // Why the matrix failed says more than why its place is still there.
            let lines = try result.get()
            try removal.get()
            let report = Report(seed: seed, place: place.description, lines: lines)
            Terminal.write(json ? try JSONText.of(report) : text(report))
            if stop.stopReason != nil { throw ExitCode(ExitStatus.resumable.rawValue) }
            if lines.contains(where: { !$0.isExact }) {
                throw ExitCode(ExitStatus.failed.rawValue)
            }
        }
    }

    private func text(_ report: Report) -> String {
        var table = TextTable([
            ("Killed at", false), ("Kills", true), ("Runs", true), ("Rows lost", true),
            ("Rows doubled", true), ("Digests", false),
        ])
        for line in report.lines {
            table.add([
                line.crash, "\(line.kills)", "\(line.runs)", "\(line.rowsLost)",
                "\(line.rowsDoubled)",
                line.digestsDifferent == 0 ? "equal" : "\(line.digestsDifferent) differ",
            ])
        }
        let total = report.lines.reduce(into: CrashMatrix.Line(crash: "Total")) { sum, line in
            sum.kills += line.kills
            sum.runs += line.runs
            sum.rowsLost += line.rowsLost
            sum.rowsDoubled += line.rowsDoubled
            sum.digestsDifferent += line.digestsDifferent
        }
        table.add([
            total.crash, "\(total.kills)", "\(total.runs)", "\(total.rowsLost)",
            "\(total.rowsDoubled)",
            total.digestsDifferent == 0 ? "equal" : "\(total.digestsDifferent) differ",
        ])
        return table.text + "\n\nSeed \(report.seed), in \(report.place)."
    }

    private static func makeFolder() throws -> String {
        let path = NSTemporaryDirectory() + "/gatefill-selftest-" + UUID().uuidString.lowercased()
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return URL(fileURLWithPath: path).standardizedFileURL.path
    }

    private static func removeFolder(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            Terminal.writeError("notice: could not remove \(path)")
        }
    }
}
