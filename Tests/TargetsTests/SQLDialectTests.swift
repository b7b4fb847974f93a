import TestSupport
import Testing

@testable import Targets

/// What both databases answer to the expressions that they spell differently.
@Suite struct SQLDialectTests {
    @Test(arguments: TargetKind.allCases)
    func `the hour of a moment is its start, in UTC`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        let moment = 1_780_272_000_000_000 + 3_599_999_999 as Int64
        let literal = real.target.momentLiteral(moment)
        let cast = kind == .postgres ? "\(literal)::timestamptz" : literal
        let hour = real.target.dialect.startOfHour("(\(cast))")
        let start = real.target.momentLiteral(1_780_272_000_000_000)
        #expect(try real.target.queryInteger("SELECT count(*) WHERE \(hour) = \(start)") == 1)
    }

    @Test(arguments: TargetKind.allCases)
    func `one other character is found, wherever it stands`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        func hasOther(_ text: String) throws -> Bool {
            let condition = real.target.dialect.hasOther(than: "a-z0-9._%+@-", "'\(text)'")
            return try real.target.queryInteger("SELECT count(*) WHERE \(condition)") == 1
        }
        for text in ["", "a.b-c_d%e+f@9", "-", "@"] { #expect(try !hasOther(text), "\(text)") }
        for text in ["A", "aB", "a b", "a,b", "é", "a]"] { #expect(try hasOther(text), "\(text)") }
    }

    @Test(arguments: TargetKind.allCases)
    func `a query without a number is an error`(kind: TargetKind) async throws {
        let real = try await RealTarget(kind)
        let reader = try real.target.openReader()
        #expect(try reader.queryRows("SELECT 1, NULL") == [["1", ""]])
        #expect(throws: TargetError.self) { try reader.queryInteger("SELECT 'none'") }
        #expect(throws: TargetError.self) { try reader.queryInteger("SELECT 1 WHERE 1 = 0") }
        #expect(try reader.queryInteger("SELECT 7") == 7)
    }
}
