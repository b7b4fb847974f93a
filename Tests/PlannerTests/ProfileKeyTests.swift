import ContextForge
import Foundation
import Rows
import Testing

@testable import Planner

@Suite struct ProfileKeyTests {
    @Test func `no path is in the table twice`() {
        #expect(
            Set(ProfileLanguage(.contextForge).keys.map(\.path)).count
                == ProfileLanguage(.contextForge).keys.count
        )
    }

    @Test func `the keys of a section stand together`() {
        #expect(
            Set(ProfileLanguage(.contextForge).sections).count
                == ProfileLanguage(.contextForge).sections.count
        )
        #expect(
            ProfileLanguage(.contextForge).sections == [
                "profile", "global", "database", "scale", "distributions", "temporal", "realism",
                "performance", "generation_order", "validation", "reporting", "retention",
            ]
        )
    }

    @Test(arguments: ProfileLanguage(.contextForge).keys)
    func `a default is a value that the key takes`(_ key: ProfileKey) throws {
        guard let text = key.defaultText else { return }
        let location = ProfileLocation(file: "table", line: 1, column: 1)
        let entry = ProfileDocument.Entry(
            key: key,
            keyLocation: location,
            location: location,
            content: .scalar(
                ProfileDocument.Scalar(text: text, isQuoted: false, location: location)
            )
        )
        _ = try ProfileValue(entry, Components(.contextForge))
    }

    @Test(arguments: ProfileLanguage(.contextForge).keys)
    func `a summary is a sentence that fits a table`(_ key: ProfileKey) {
        #expect(key.summary.hasSuffix("."))
        #expect(!key.summary.contains("|"))
        #expect(!key.summary.contains("\n"))
    }

    @Test(arguments: CountKey.gateway)
    func `a count's default lies within its own limits`(_ key: CountKey) {
        #expect(key.lowerBound <= key.fallback.min)
        #expect(key.fallback.min <= key.fallback.max)
        if let mean = key.fallback.mean {
            #expect((Double(key.fallback.min)...Double(key.fallback.max)).contains(mean))
        }
    }

    @Test func `the documentation holds the tables of the code`() throws {
        let file = PlannerTestInput.packageFolder.appendingPathComponent("docs/profiles.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.hasSuffix("\n\n" + ProfileLanguage(.contextForge).documentation))
    }
}
