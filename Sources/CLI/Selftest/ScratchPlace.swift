import ContextForge
import Foundation
import Rows
import Targets

/// Where the self-test works: a file or schemas of its own, made and removed by it alone.
///
/// It never writes into tables that were there before, and does not begin where rows of
/// ContextForge are that are not its own.
struct ScratchPlace {
    private enum Kind {
        case file(path: String)
        case schema(PostgresTarget, url: String, name: String)
    }

    private let kind: Kind

    /// Takes a place: the target that is named, else a file in `folder`.
    ///
    /// - Throws: ``Targets/TargetError`` `not-a-scratch-target` when rows or files of somebody are
    ///   there.
    init(target text: String?, folder: String, seed: UInt64) throws {
        guard let text else {
            kind = .file(path: folder + "/scratch.db")
            return
        }
        switch try TargetLocation(url: text) {
        case .sqlite(let given):
            let file = given.absolute(in: FileManager.default.currentDirectoryPath)
            let target = SQLiteTarget(file, for: .contextForge, timeoutSeconds: 10)
            guard !FileManager.default.fileExists(atPath: file.path) else {
                throw ScratchPlace.refusal(target.display, "the file exists")
            }
            guard file.mode == .readWriteCreate else {
                throw ScratchPlace.refusal(target.display, "its URL does not allow creating it")
            }
            kind = .file(path: file.path)
        case .postgres(let parameters):
            let target = PostgresTarget(parameters, for: .contextForge, timeoutSeconds: 30)
            let tables = try target.readSchema().tables
            for definition in target.catalogue.definitions where tables[definition.name] != nil {
                let name = try target.qualifiedName(of: definition.name)
                if try target.queryInteger("SELECT count(*) FROM (SELECT FROM \(name) LIMIT 1) r")
                    > 0
                {
                    throw ScratchPlace.refusal(
                        target.display,
                        "table \(definition.name) holds rows of somebody"
                    )
                }
            }
            kind = .schema(target, url: text, name: "gatefill_selftest_\(getpid())_\(seed)")
        }
    }

    /// What is used, for people.
    var description: String {
        switch kind {
        case .file(let path): "the file \(path)"
        case .schema(let target, _, let name): "the schema \(name) of \(target.display)"
        }
    }

    /// The environment in which a child process finds the database; a password is in no argument.
    var childEnvironment: [String: String] {
        switch kind {
        case .file(let path):
            ["DATABASE_URL": TargetLocation.sqlite(SQLiteLocation(path: path)).display]
        case .schema(_, let url, _): ["DATABASE_URL": url]
        }
    }

    /// The options with which it works nowhere but here.
    var childOptions: [String] {
        switch kind {
        case .file: []
        case .schema(_, _, let name): ["--scratch-schema", name]
        }
    }

    /// The place as a target, to look into.
    var target: any Target {
        switch kind {
        case .file(let path): SQLiteTarget(path: path, for: .contextForge, timeoutSeconds: 30)
        case .schema(let target, _, let name): target.inScratchSchema(name)
        }
    }

    /// Makes the place anew, empty.
    func renew() throws {
        try remove()
        if case .schema(let target, _, let name) = kind { try target.createScratchSchema(name) }
    }

    /// Removes what the self-test has made.
    func remove() throws {
        switch kind {
        case .file(let path):
            for suffix in ["", "-journal", "-wal", "-shm"]
            where FileManager.default.fileExists(atPath: path + suffix) {
                try FileManager.default.removeItem(atPath: path + suffix)
            }
        case .schema(let target, _, let name): try target.dropScratchSchema(name)
        }
    }

    private static func refusal(_ display: String, _ reason: String) -> TargetError {
        TargetError(
            code: "not-a-scratch-target",
            message: "could not test on \(display): \(reason)",
            hint:
                "Give a database without rows of ContextForge, or a SQLite file that does not exist."
        )
    }
}
