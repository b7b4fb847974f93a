import ArgumentParser
import Foundation
import Targets

/// Which database.
struct TargetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Database URL in SQLAlchemy's spelling (default: $DATABASE_URL, else "
                + "sqlite:///./mcp.db)",
            valueName: "url"
        )
    )
    var target: String?

    @Option(
        help: ArgumentHelp(
            "PostgreSQL schema of gatefill's own tables in the target (default: gatefill)",
            valueName: "name"
        )
    )
    var ledgerSchema: String?

    /// Set by the self-test for the runs that it kills.
    @Option(help: ArgumentHelp("Schema to work in", valueName: "name", visibility: .hidden))
    var scratchSchema: String?

    func validate() throws {
        if let scratchSchema, !PostgresTarget.isScratchName(scratchSchema) {
            throw ValidationError("--scratch-schema: `\(scratchSchema)` is not a scratch schema")
        }
        if let ledgerSchema, ledgerSchema.isEmpty || ledgerSchema.utf8.count > 63 {
            throw ValidationError("--ledger-schema: a name has 1 to 63 bytes")
        }
        // Before a journal or anything else is opened.
        if let target { try ExitStatus.reporting { _ = try TargetLocation(url: target) } }
    }

    /// The options as words of a suggested command that is about `target`, without its password.
    func words(_ target: any Target) -> [String] {
        (self.target == nil ? [] : ["--target", target.display])
            + (ledgerSchema.map { SuggestedCommand.option("--ledger-schema", $0) } ?? [])
    }

    /// The URL that the option, else the environment names; nil when neither does.
    var namedURL: String? {
        if let target { return target }
        let environment = ProcessInfo.processInfo.environment["DATABASE_URL"] ?? ""
        return environment.isEmpty ? nil : environment
    }

    /// The target that the options, else the environment, else `fallback` name; the ledger's schema
    /// is that of the option, else the `recordedSchema` of a run.
    func open(
        fallback: String? = nil,
        recordedSchema: String? = nil,
        timeoutSeconds: Int = 30
    ) throws -> any ScratchTarget {
        let location = try TargetLocation(url: namedURL ?? fallback ?? "sqlite:///./mcp.db")
        if let warning = location.warning { Terminal.writeError("warning: \(warning)") }
        let schema = ledgerSchema ?? recordedSchema ?? Ledger.schemaDefault
        switch location {
        case .sqlite(let file):
            // Absolute, so that a resumed run finds it from another folder.
            let folder = FileManager.default.currentDirectoryPath
            return SQLiteTarget(
                file.absolute(in: folder),
                for: .contextForge,
                timeoutSeconds: timeoutSeconds
            )
        case .postgres(let parameters):
            let target = PostgresTarget(
                parameters,
                for: .contextForge,
                ledgerSchema: schema,
                timeoutSeconds: timeoutSeconds
            )
            return scratchSchema.map { target.inScratchSchema($0) } ?? target
        }
    }
}
