import Foundation
import TestSupport
import Testing

/// A command that only reads creates nothing, and a URL that only allows reading is obeyed.
@Suite struct ReadingTests {
    private static func files(_ folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
            // Readers of a journal with a write-ahead log share memory in a file.
            !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
        }.sorted()
    }

    @Test func `a command that only reads does not create the database that it is to read`()
        async throws
    {
        var generation = try Generation(into: SQLiteFile())
        generation.profile = "tiny"
        try await generation.run()
        let before = try Self.files(generation.folder)
        for command in [
            ["digest"], ["verify"], ["report", "--json", "--verify"], ["audit", "verify"],
            ["journal", "rebuild"], ["plan", "--coverage"],
            ["cleanup", "--all", "--email-domain", "example.com", "--dry-run"],
        ] {
            let journal =
                ["digest", "plan"].contains(command[0]) ? [] : ["--journal", "run.journal"]
            let result = try await GatefillBinary.run(
                command + journal + ["--target", "sqlite:///nosuch.db"],
                in: generation.folder
            )
            #expect(result.exit != .status(0), "\(command): \(result.allOutput)")
            #expect(
                result.allOutput.contains("could not find a database at"),
                "\(command): \(result.allOutput)"
            )
            #expect(try Self.files(generation.folder) == before, "\(command)")
        }
        let doctor = try await GatefillBinary.run(
            ["doctor", "--target", "sqlite:///nosuch.db"],
            in: generation.folder
        )
        #expect(doctor.standardOutput.contains("does not exist yet and will be created"))
        #expect(try Self.files(generation.folder) == before)
    }

    @Test func `a database whose URL says mode=ro is read, and nothing is generated into it`()
        async throws
    {
        let file = try SQLiteFile()
        var generation = try Generation(into: file)
        generation.profile = "tiny"
        try await generation.run()
        let before = try await file.contents()
        let target = ["--target", "sqlite:///file:\(file.path)?mode=ro&uri=true"]
        let digest = try await GatefillBinary.run(["digest"] + target, in: generation.folder)
        #expect(digest.exit == .status(0), "\(digest.allOutput)")
        let unknown = try await GatefillBinary.run(
            ["digest", "--tables", "nonesuch"] + target,
            in: generation.folder
        )
        #expect(unknown.exit == .status(64))
        #expect(unknown.standardError.contains("the target has no table `nonesuch`"))
        let again = try await GatefillBinary.run(
            ["generate", "--profile", "tiny", "--seed", "99"] + ["--journal", "run.journal"]
                + target,
            in: generation.folder
        )
        #expect(again.exit == .status(69), "\(again.allOutput)")
        #expect(again.standardError.contains("error[target-read-only]"), "\(again.standardError)")
        #expect(try await file.contents() == before)
        let doctor = try await GatefillBinary.run(["doctor"] + target, in: generation.folder)
        #expect(doctor.exit == .status(1))
        #expect(doctor.standardOutput.contains("its URL says mode=ro"), "\(doctor.allOutput)")
    }
}
