import Foundation
import TestSupport
import Testing

/// Fault 29: no message of any command holds a password, of whatever length.
@Suite struct Fault29MessageTests {
    /// None of them occurs in a message by itself.
    private static let passwords = [
        "ß", "§ß", "$(ß)|.*\\[ß]^;&'\"`", String(repeating: "ß0", count: 100),
    ]

    private func expectSilence(
        _ arguments: [String],
        _ password: String,
        environment: [String: String] = [:],
        in folder: TemporaryFolder
    ) async throws {
        let result = try await GatefillBinary.run(arguments, in: folder, environment: environment)
        #expect(result.exit != .status(0), "\(arguments)")
        #expect(!result.allOutput.isEmpty)
        #expect(!result.allOutput.contains("ß"), "\(arguments): \(result.allOutput)")
        #expect(!result.allOutput.contains("%C3"), "\(arguments): \(result.allOutput)")
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            #expect(!file.contains("ß"), "\(arguments) made \(file)")
            let bytes = FileManager.default.contents(atPath: folder.file(file)) ?? Data()
            #expect(bytes.range(of: Data("ß".utf8)) == nil, "\(arguments): \(file)")
        }
    }

    @Test(arguments: passwords)
    func `a command that cannot connect does not show the password`(password: String) async throws {
        let folder = try TemporaryFolder("message")
        let port = try LoopbackPort.free()
        let encoded = password.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let url = "postgresql://u:\(encoded)@127.0.0.1:\(port)/db"
        for command in [
            ["generate", "--profile", "tiny"], ["doctor"], ["digest"], ["journal", "rebuild"],
            ["plan", "--coverage"], ["selftest", "--crash-matrix"],
            ["cleanup", "--all", "--email-domain", "example.com", "--dry-run"],
        ] {
            try await expectSilence(command + ["--target", url], password, in: folder)
        }
        try await expectSilence(
            ["doctor"],
            password,
            environment: ["DATABASE_URL": url],
            in: folder
        )
        try await expectSilence(
            ["doctor", "--target", "postgresql://u@127.0.0.1:\(port)/db"],
            password,
            environment: ["PGPASSWORD": password],
            in: folder
        )
    }

    @Test(arguments: [
        "postgresql://u:ß@ß@h/db", "postgresql://u:ß@h:port/db", "postgresql://u:ß@h/db?ß=1",
        "postgresql://u:ß@h/db?ssl=ß", "postgresql://u:x@h/db?sslmode=ß", "mysql://u:ß@h/db",
        "postgresql://u:ß@h@/db?sslmode=require", "u:ß@h/db", "postgresql//u:ß@h/db",
        "sqlite://u:ß@/mcp.db", "postgresql+asyncpg://u:ß@h/db", "postgresql://u:ß@h,h:1,2/db",
    ])
    func `a URL that cannot be read is not repeated`(url: String) async throws {
        let folder = try TemporaryFolder("message")
        for command in [["doctor"], ["plan", "--coverage"], ["selftest", "--crash-matrix"]] {
            try await expectSilence(command + ["--target", url], "ß", in: folder)
        }
        try await expectSilence(["digest"], "ß", environment: ["DATABASE_URL": url], in: folder)
    }

    @Test(arguments: [
        ["verify", "postgresql://u:ß@h/db"], ["postgresql://u:ß@h/db"],
        ["doctor", "--targt", "postgresql://u:ß@h/db"],
        ["doctor", "--targt=postgresql://u:ß@h/db"],
        ["generate", "--seed", "postgresql://u:ß@h/db"],
        ["generate", "--config", "postgresql://u:ß@h/db"],
        ["generate", "--profile", "postgresql://u:ß@h/db"],
        ["runs", "--journal", "postgresql://u:ß@h/db"],
        ["status", "postgresql://h/db?password=ß"],
    ])
    func `a URL in the wrong place is not repeated`(arguments: [String]) async throws {
        try await expectSilence(arguments, "ß", in: TemporaryFolder("message"))
    }
}
