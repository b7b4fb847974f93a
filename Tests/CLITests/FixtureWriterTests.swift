import Executor
import Foundation
import Testing

@testable import CLI

@Suite struct FixtureWriterTests {
    private static let titles = ["id", "name", "is_admin", "expires_at", "permissions", "team_id"]
    private static let hostile = "a,\"b\"\r\nc\\\t\u{1}\u{e9}\u{1f600}"
    private static let values: [FixtureValue] = [
        .text("7"), .text(hostile), .boolean(true), .moment(1_780_272_000_000_250),
        .list(["tools.read", "servers.use"]), .null,
    ]

    @Test func `CSV has a line of titles, and quotes what needs it`() {
        let writer = FixtureWriter(.csv, titles: Self.titles)
        #expect(writer.header == "id,name,is_admin,expires_at,permissions,team_id")
        #expect(
            writer.line(Self.values)
                == "7,\"a,\"\"b\"\"\r\nc\\\t\u{1}\u{e9}\u{1f600}\",true,"
                + "2026-06-01T00:00:00.000250Z,tools.read servers.use,"
        )
        #expect(writer.line([.text("plain 'text'; \u{e9}")]) == "plain 'text'; \u{e9}")
    }

    @Test func `a line of JSON reads back as it was, and has no line break inside`() throws {
        let writer = FixtureWriter(.jsonl, titles: Self.titles)
        #expect(writer.header == nil)
        let line = writer.line(Self.values)
        #expect(!line.utf8.contains(0x0A) && !line.utf8.contains(0x0D))
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        )
        #expect(object["id"] as? String == "7")
        #expect(object["name"] as? String == Self.hostile)
        #expect(object["is_admin"] as? Bool == true)
        #expect(object["expires_at"] as? String == "2026-06-01T00:00:00.000250Z")
        #expect(object["permissions"] as? [String] == ["tools.read", "servers.use"])
        #expect(object["team_id"] is NSNull)
        #expect(line.hasPrefix("{\"id\":\"7\",\"name\":"))
    }
}
