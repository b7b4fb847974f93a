import Foundation
import Testing

@testable import Planner

@Suite struct RunSettingsTests {
    private func settings(_ lines: String) throws -> RunSettings {
        try PlannerTestInput.parse("scale:\n  users: 9\n" + lines).settings
    }

    @Test func `the rows of a batch are those of a transaction`() throws {
        #expect(try settings("global:\n  batch_size: 5\n").batchSize == 5)
        let both = "global:\n  batch_size: 5\nperformance:\n  batch_size: 6\n"
        #expect(try settings(both).batchSize == 6)
        #expect(try settings(both + "  commit_frequency: 7\n").batchSize == 7)
    }

    @Test func `no parallel work is one worker`() throws {
        #expect(try settings("global:\n  parallel: false\n  workers: 8\n").workers == 1)
        #expect(try settings("global:\n  parallel: true\n  workers: 8\n").workers == 8)
    }

    @Test func `workers are limited by connections and cores`() throws {
        let limited = try settings("database:\n  pool_size: 2\n  max_overflow: 1\n")
        #expect(limited.workerCount(coreCount: 16) == 3)
        #expect(limited.workerCount(coreCount: 2) == 2)
        #expect(try settings("").workerCount(coreCount: 100) == 64)
        #expect(try settings("").workerCount(coreCount: 0) == 1)
        #expect(try settings("database:\n  pool_size: 2\n").connectionCountMax == 12)
    }

    @Test func `indexes are suspended where it pays, unless the profile or an option says other`()
        throws
    {
        #expect(try settings("").indexSuspension == .auto)
        let profile = "scale:\n  users: 9\nperformance:\n  disable_indexes: true\n"
        #expect(try PlannerTestInput.parse(profile).settings.indexSuspension == .always)
        let option = ProfileOverrides(indexSuspension: "false")
        #expect(
            try PlannerTestInput.parse(profile, overrides: option).settings.indexSuspension
                == .never
        )
    }

    @Test func `settings of a version that suspended no index can be read`() throws {
        let encoded = try JSONEncoder().encode(settings(""))
        var fields = try #require(
            JSONSerialization.jsonObject(with: encoded) as? [String: Any]
        )
        #expect(fields.removeValue(forKey: "indexSuspension") as? String == "auto")
        let older = try JSONSerialization.data(withJSONObject: fields)
        #expect(try JSONDecoder().decode(RunSettings.self, from: older).indexSuspension == nil)
    }

    @Test func `a report is written only where one is wanted`() throws {
        let file = "global:\n  output_report: a.json\n"
        #expect(try settings(file).reportPath == "a.json")
        #expect(try settings(file + "reporting:\n  enabled: false\n").reportPath == nil)
        #expect(try settings(file + "reporting:\n  enabled: true\n").reportPath == "a.json")
        let own = file + "reporting:\n  enabled: true\n  output_file: b.json\n"
        #expect(try settings(own).reportPath == "b.json")
        #expect(try settings("reporting:\n  output_file: b.json\n").reportPath == "b.json")
    }

    @Test func `a profile names the variable with the users' password, and where it does`() throws {
        let lines = "scale:\n  users: 9\nrealism:\n  user_password_env: LOAD_PASSWORD\n"
        let asked = try #require(try PlannerTestInput.parse(lines).userPassword)
        #expect(asked.variable == "LOAD_PASSWORD")
        #expect(asked.location.description == "broken.yaml:4:22")
        #expect(try PlannerTestInput.parse("scale:\n  users: 9\n").userPassword == nil)
    }
}
