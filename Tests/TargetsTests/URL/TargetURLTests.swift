import Foundation
import TestSupport
import Testing

@testable import Targets

/// A URL and what it means to the gateway's SQLAlchemy, psycopg and sqlite3.
struct URLReading: Codable, Hashable, Sendable, CustomTestStringConvertible {
    let url: String
    var keywords: [String: String]?
    var path: String?
    var mode: String?
    var error: String?

    var testDescription: String { url }

    /// What `Fixtures/read-urls.py` found.
    static func readAll() throws -> [URLReading] {
        let file = fixtures.appending(path: "target-urls.json")
        return try JSONDecoder().decode([URLReading].self, from: Data(contentsOf: file))
    }

    static let fixtures = URL(filePath: PackageRoot.path)
        .appending(path: "Tests/TargetsTests/Fixtures")
}

/// A URL means to gatefill exactly what it means to the gateway, or is refused by name.
@Suite struct TargetURLTests {
    private static let folder = "/srv/gateway"

    @Test(arguments: try URLReading.readAll())
    func `a URL means what it means to SQLAlchemy, or is refused with the reason`(
        reading: URLReading
    ) throws {
        let url = reading.url.replacing("{folder}", with: Self.folder)
        if let reason = RefusedURLs.reasons[reading.url] {
            let error = try targetError { _ = try TargetLocation(url: url) }
            #expect(error.description.contains(reason), "\(error)")
            #expect(error.hint != nil)
            #expect(TargetLocation.errorCodes.contains(error.code))
            #expect(!error.description.contains("7Qm3"), "\(error)")
            return
        }
        #expect(reading.error == nil, "gatefill accepts what the gateway refuses")
        switch try TargetLocation(url: url) {
        case .postgres(let parameters):
            #expect(parameters.values == reading.keywords)
        case .sqlite(let location):
            let path = reading.path?.replacing("{folder}", with: Self.folder)
            #expect(location.absolute(in: Self.folder).path == path)
            #expect(location.mode.rawValue == reading.mode)
        }
    }

    @Test(arguments: try URLReading.readAll().filter { RefusedURLs.reasons[$0.url] == nil })
    func `what the journal stores reads back as the same target, without the password`(
        reading: URLReading
    ) throws {
        let url = reading.url.replacing("{folder}", with: Self.folder)
        let location = try TargetLocation(url: url)
        #expect(!location.display.contains("7Qm3"), "\(location.display)")
        let again = try TargetLocation(url: location.display)
        #expect(again.display == location.display)
        switch (location, again) {
        case (.postgres(let first), .postgres(let second)):
            let open = first.values.filter { !["password", "sslpassword"].contains($0.key) }
            #expect(second.values == open, "\(location.display)")
        default:
            #expect(again == location, "\(location.display)")
        }
        guard case .sqlite(let file) = location else { return }
        // A run stores the absolute path.
        let absolute = TargetLocation.sqlite(file.absolute(in: Self.folder))
        #expect(try TargetLocation(url: absolute.display) == absolute, "\(absolute.display)")
    }

    @Test func `every refused URL is one of the table`() throws {
        let urls = Set(try URLReading.readAll().map(\.url))
        #expect(urls.count >= 80)
        #expect(RefusedURLs.reasons.keys.filter { !urls.contains($0) } == [])
    }

    @Test func `the table is what SQLAlchemy says today`() async throws {
        let file = URLReading.fixtures.appending(path: "target-urls.json")
        let output = try await GatewayInstallation.find().run(
            program: URLReading.fixtures.appending(path: "read-urls.py").path,
            input: String(contentsOf: file, encoding: .utf8)
        )
        let today = try JSONDecoder().decode([URLReading].self, from: Data(output.utf8))
        for (stored, found) in zip(try URLReading.readAll(), today) {
            #expect(stored == found)
        }
        #expect(try URLReading.readAll().count == today.count)
    }

    @Test func `random passwords and names are read as they were encoded`() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var generator = SplitMix(state: seed)
        let alphabet = Array("aZ0 §ß%@:/?#&=+;,'\"\\$`*()[]{}|<>~!^").map(String.init)
        func word() -> String {
            (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? "a"
            }.joined()
        }
        for _ in 0..<500 {
            let (user, password, database) = (word(), word(), word())
            let encoded = [user, password, database].map {
                PercentEncoding.encoded($0, reserved: ":/@?#[]&+")
            }
            let url = "postgresql://\(encoded[0]):\(encoded[1])@h/\(encoded[2])"
            let location = try TargetLocation(url: url)
            guard case .postgres(let parameters) = location else { continue }
            let expected = [
                "user": user, "password": password, "host": "h", "dbname": database,
            ]
            #expect(parameters.values == expected, "seed \(seed): \(url)")
            guard case .postgres(let again) = try TargetLocation(url: location.display) else {
                continue
            }
            #expect(again.values == expected.filter { $0.key != "password" }, "seed \(seed)")
        }
    }

    @Test func `any text is read or refused`() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var generator = SplitMix(state: seed)
        let pieces = [
            "postgresql://", "sqlite:///", "u", ":", "@", "/", "?", "host=", "&", "=", ",", "%",
            "%40", "[", "]", "::1", "5432", "file:", "mode=ro", "uri=true", "é", " ", "port=",
        ]
        for _ in 0..<2_000 {
            let url = (0..<Int.random(in: 1...14, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined()
            guard let location = try? TargetLocation(url: url) else { continue }
            let again = try TargetLocation(url: location.display)
            #expect(again.display == location.display, "seed \(seed): \(url)")
        }
    }
}

/// A small generator whose seed a failing test prints.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
