import Foundation
import TestSupport
import Testing

/// `gatefill report` after a run: the page in a real browser, Markdown and JSON.
@Suite struct ReportTests {
    /// What a profile's name may hold to become markup, or a row of another table.
    private static let hostileName =
        "</title><script>alert(1)</script><img src=x>|\"'`*_ &amp;"

    /// A run of profile tiny under a hostile name, with more members so that there is something to
    /// see.
    private static func generation(_ kind: TargetKind) async throws -> Generation {
        let generation = try await Generation(into: kind.makeEmpty())
        let tiny = try String(
            contentsOfFile: "\(PackageRoot.path)/profiles/tiny.yaml",
            encoding: .utf8
        )
        let encoder = JSONEncoder()
        // YAML knows no escape for a slash.
        encoder.outputFormatting = .withoutEscapingSlashes
        let name = String(decoding: try encoder.encode(hostileName), as: UTF8.self)
        let hostile = tiny.replacing(
            /(?m)^(\s+name:).*$/,
            maxReplacements: 1
        ) { "\($0.output.1) \(name)" }
        try hostile.write(
            toFile: generation.folder.file("hostile.yaml"),
            atomically: true,
            encoding: .utf8
        )
        return generation
    }

    private static func run(_ generation: Generation) async throws {
        var arguments = generation.generateArguments
        let place = try #require(arguments.firstIndex(of: "--profile"))
        arguments.replaceSubrange(place...place + 1, with: ["--config", "hostile.yaml"])
        try await GatefillBinary.run(arguments, in: generation.folder)
            .requireSuccess("gatefill generate")
    }

    private static func report(
        _ generation: Generation,
        _ options: [String]
    ) async throws -> ProcessResult {
        try await generation.gatefill(["report", "--journal", "run.journal"] + options)
            .requireSuccess("gatefill report")
    }

    @Test(arguments: TargetKind.allCases)
    func `a page shows every plot at 1280 and 400 pixels, whatever the profile is called`(
        kind: TargetKind
    ) async throws {
        let generation = try await Self.generation(kind)
        try await Self.run(generation)
        let page = generation.folder.file("run.html")
        let result = try await Self.report(generation, ["--html", page, "--verify"])
        #expect(result.standardOutput == "Report: \(page)\n")
        let source = try String(contentsOfFile: page, encoding: .utf8)
        #expect(!source.contains("<script"))
        #expect(!source.contains("<img"))
        // Nothing to fetch: the only addresses are names of namespaces and empty data.
        #expect(source.firstMatch(of: /(src|href)="(?!data:,")/) == nil)
        #expect(!source.contains("url("))
        #expect(!source.contains("SQL"), "a text was taken for SQL")
        for width in [1280, 400] {
            let (look, complaints) = try await Browser.look(
                at: page,
                width: width,
                in: generation.folder
            )
            #expect(complaints.isEmpty)
            #expect(look.width == Double(width))
            #expect(look.scrollWidth <= look.width, "the page is wider than the window")
            #expect(look.scripts == 0)
            #expect(look.images == 0)
            #expect(look.title == "gatefill run 1, profile \(Self.hostileName)")
            #expect(look.text.contains(Self.hostileName))
            try Self.expect(look.plots)
        }
    }

    private static func expect(_ plots: [Browser.Look.Plot]) throws {
        let titles = plots.map(\.title)
        for title in [
            "Rows committed by the second", "Rows in the target", "Time of a batch", "Team sizes",
            "tokens per user", "Created: users", "Created: teams", "Created: prompts",
            "Activity: structured log entries", "Activity: token usage logs",
        ] {
            #expect(titles.contains(title), "\(title) is not among \(titles)")
        }
        #expect(titles.contains { $0.hasPrefix("Accesses: ") })
        #expect(Set(titles).count == titles.count)
        for plot in plots {
            #expect(plot.marks > 0, "\(plot.title)")
            #expect(plot.emptyMarks == 0, "\(plot.title)")
            #expect(plot.markWidth > 8, "\(plot.title)")
            #expect(plot.markHeight > 40, "\(plot.title)")
            #expect(plot.lostTexts.isEmpty, "\(plot.title): \(plot.lostTexts)")
        }
    }

    @Test func `Markdown and JSON say the same, and what is planned is found`() async throws {
        let generation = try await Self.generation(.sqlite)
        try await Self.run(generation)
        let markdown = try await Self.report(generation, ["--markdown"]).standardOutput
        #expect(!markdown.contains("<"))
        #expect(markdown.hasPrefix("## gatefill: run 1 of profile &lt;/title&gt;&lt;script&gt;"))
        let json = try await Self.report(generation, ["--json"]).standardOutput
        let report = try #require(
            JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        )
        let run = try #require(report["run"] as? [String: Any])
        #expect(run["state"] as? String == "completed")
        #expect(run["committedRows"] as? Int == run["plannedRows"] as? Int)
        let distributions = try #require(report["distributions"] as? [String: Any])
        #expect((distributions["source"] as? String)?.hasPrefix("Added up by sqlite:") == true)
        let counts = try #require(distributions["counts"] as? [[String: Any]])
        #expect(counts.count > 15)
        for count in counts {
            for bin in try #require(count["bins"] as? [[String: Any]]) {
                let planned = try #require(bin["plannedPercent"] as? Double)
                let found = try #require(bin["foundPercent"] as? Double)
                #expect(abs(planned - found) < 0.01, "\(count["name"] ?? "")")
            }
        }
        let environment = try #require(report["environment"] as? [String: String])
        #expect(environment["server.journal_mode"] != nil)
        #expect(Int(environment["machine.processors"] ?? "") ?? 0 > 0)
        let rates = try #require(report["rates"] as? [[String: Double]])
        #expect(!rates.isEmpty)
    }

    @Test func `checks that fail, or cannot be made, end it with a status`() async throws {
        let generation = try await Self.generation(.sqlite)
        try await Self.run(generation)
        let arguments = ["report", "--journal", "run.journal", "--json", "--verify"]
        try await generation.database.execute(
            "UPDATE tools SET created_at = '2099-01-01 00:00:00.000000' WHERE id = "
                + "(SELECT min(id) FROM tools)"
        )
        let failed = try await generation.gatefill(arguments)
        #expect(failed.exit == .status(1), "\(failed.standardError)")
        #expect(failed.standardOutput.contains("\"passed\" : false"))
        let path = try #require(generation.database as? SQLiteFile).path
        try FileManager.default.removeItem(atPath: path)
        let missing = try await generation.gatefill(arguments)
        #expect(missing.exit == .status(69))
        #expect(missing.standardError.contains("error[target-missing]: could not find a database"))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `without the target the plan is shown, and it is said`() async throws {
        let generation = try await Self.generation(.sqlite)
        try await Self.run(generation)
        let offline = try await Self.report(generation, ["--json", "--offline"]).standardOutput
        #expect(offline.contains("From the plan, not from the target: it was not to be asked."))
        try FileManager.default.removeItem(
            atPath: try #require(generation.database as? SQLiteFile).path
        )
        let page = generation.folder.file("run.html")
        _ = try await Self.report(generation, ["--html", page])
        let source = try String(contentsOfFile: page, encoding: .utf8)
        #expect(source.contains("From the plan, not from the target: could not "))
        #expect(source.contains("Activity: token usage logs"))
        #expect(source.contains(">planned<"))
        #expect(!source.contains(">found<"))
    }
}
