import ArgumentParser
import ContextForge
import Planner
import Rows

/// What options and arguments may be: each refuses the rest before anything is opened, and says
/// what would be right.
enum Allowed {
    /// The number of a run.
    static let runNumber = whole(1...Int64.max)
    /// A seed; the profile's limit holds for options too.
    static let seed = whole(0...UInt64(Int64.max))
    /// Rows in a batch.
    static let batchSize = whole(1...1_000_000)
    /// Workers side by side.
    static let workers = whole(1...64)
    /// A file's name.
    static let file = text("the name of a file")
    /// A profile's name.
    static let profile = text("the name of a profile")

    /// Whole numbers of a range.
    static func whole<Number: FixedWidthInteger & Sendable>(
        _ range: ClosedRange<Number>
    ) -> @Sendable (String) throws -> Number {
        { text in
            if let number = Number(text), range.contains(number) { return number }
            let least = Figures.grouped(Int64(range.lowerBound))
            let most = Int64(range.upperBound)
            throw ValidationError(
                most == .max
                    ? "give a whole number, \(least) or more"
                    : "give a whole number from \(least) to \(Figures.grouped(most))"
            )
        }
    }

    /// A size such as `500MB`, `50 GB` or `1.5TB`, in bytes; units are powers of ten.
    static func size(_ text: String) throws -> Int64 {
        let units: [(String, Double)] = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6)]
        let plain = text.uppercased().filter { $0 != " " }
        for (unit, factor) in units where plain.hasSuffix(unit) {
            guard let number = Double(plain.dropLast(unit.count)) else { break }
            let byteCount = number * factor
            guard (1e6...1e15).contains(byteCount) else { break }
            return Int64(byteCount)
        }
        throw ValidationError("give a size from 1MB to 1000TB, such as 500MB or 50GB")
    }

    /// Any text but an empty one.
    private static func text(_ title: String) -> @Sendable (String) throws -> String {
        { text in
            if !text.isEmpty { return text }
            throw ValidationError("give \(title)")
        }
    }

    /// One of a list, where the parser's own list would take several lines.
    static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String
    ) throws -> Choice where Choice.RawValue == String {
        if let choice = Choice(rawValue: text) { return choice }
        throw ValidationError(
            "give one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))"
        )
    }

    /// The tables of which load tests are given rows.
    static let fixtures = Catalogue.contextForge.definitions.filter { $0.fixture != nil }

    /// The component of a table of which load tests are given rows.
    static func fixture(_ name: String) throws -> TableDefinition {
        if let table = fixtures.first(where: { $0.component == name }) { return table }
        throw ValidationError(
            "give one of \(fixtures.map(\.component).joined(separator: ", "))"
        )
    }

    /// The name of a table that gatefill fills.
    static func table(_ name: String) throws -> String {
        let known = Catalogue.contextForge.definitions.map(\.name)
        guard known.contains(name) else {
            throw ValidationError(
                NameSuggestion.hint(for: name, among: known)
                    ?? "give the name of a table that gatefill fills, such as `\(known[0])`"
            )
        }
        return name
    }

    /// Comma-separated names, at least one.
    static func names(_ text: String) throws -> String {
        guard text.contains(where: { $0 != "," && !$0.isWhitespace }) else {
            throw ValidationError("give one or more comma-separated names")
        }
        return text
    }
}
