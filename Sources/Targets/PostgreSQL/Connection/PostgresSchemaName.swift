import Rows

/// Finds the schema that the gateway's tables are in, or would be created in.
///
/// The gateway leaves schemas out of its statements, so the session's search path decides for it.
/// gatefill asks for the path once, and from then on names the schema in every statement:
/// whatever a pooler does to later sessions, rows go nowhere else.
struct PostgresSchemaName {
    private let connection: PostgresConnection
    private let parameters: PostgresParameters
    private let tables: [String]

    /// Looks for the schema of some tables.
    init(
        _ connection: PostgresConnection,
        _ parameters: PostgresParameters,
        tables: [String]
    ) {
        self.connection = connection
        self.parameters = parameters
        self.tables = tables
    }

    /// The schema's name.
    ///
    /// - Throws: ``TargetError`` `search-path-ignored` when the URL asks for a search path and the
    ///   session has another; `no-schema` when the path leads to no schema; `several-schemas` when
    ///   it leads to the gateway's tables in more than one.
    func find() throws(TargetError) -> String {
        try connection.transaction(.reading) { () throws(TargetError) in try read() }
    }

    private func read() throws(TargetError) -> String {
        try checkSearchPath()
        let names = PostgresArray.text(tables.map { SQLIdentifier.quoted($0) })
        let found = try connection.execute(
            """
            SELECT DISTINCT n.nspname FROM unnest($1::text[]) AS w(name)
            JOIN pg_catalog.pg_class c ON c.oid = to_regclass(w.name)
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            ORDER BY 1
            """,
            [names]
        )
        let schemas = (0..<found.rowCount).map { found.text($0, 0) ?? "" }
        if let schema = schemas.first {
            guard schemas.count == 1 else { throw severalSchemas(schemas) }
            return schema
        }
        guard let schema = try connection.execute("SELECT current_schema()").text(0, 0) else {
            throw TargetError(
                code: "no-schema",
                message: "could not use \(parameters.display): its search_path selects no schema",
                detail: "none of its schemas exists, or this role lacks USAGE on them",
                hint: "Create the schema or grant USAGE on it, or set search_path for the role."
            )
        }
        return schema
    }

    /// Compares the search path that the URL asks for with the one in force.
    private func checkSearchPath() throws(TargetError) {
        guard let asked = PostgresSchemaName.askedSearchPath(parameters.values["options"]) else {
            return
        }
        let found = try connection.execute("SHOW search_path").text(0, 0) ?? ""
        guard PostgresSchemaName.normalized(found) != PostgresSchemaName.normalized(asked) else {
            return
        }
        throw TargetError(
            code: "search-path-ignored",
            message: "could not use \(parameters.display): the requested search_path is not in "
                + "effect",
            detail: "asked for \(asked), found \(found)",
            hint: "A connection pooler may be dropping `options`. Connect directly, or set the "
                + "path for the role with ALTER ROLE … SET search_path."
        )
    }

    /// The search path in libpq's parameter `options`; nil when it sets none.
    static func askedSearchPath(_ options: String?) -> String? {
        guard let options else { return nil }
        var asked: String?
        // The last one counts. A backslash keeps the blank behind it from ending the word.
        let pattern = /(?:-c\s*|--)search[_-]path=((?:\\.|[^\\\s])*)/
        for match in options.matches(of: pattern) {
            asked = String(match.1).replacing(/\\(.)/) { String($0.1) }
        }
        return asked
    }

    private static func normalized(_ path: String) -> [String] {
        path.split(separator: ",").map { item in
            let name = item.drop { $0 == " " }
            return String(name.reversed().drop { $0 == " " }.reversed()).replacing("\"", with: "")
        }
    }

    private func severalSchemas(_ schemas: [String]) -> TargetError {
        TargetError(
            code: "several-schemas",
            message: "could not use \(parameters.display): its search_path finds the gateway's "
                + "tables in several schemas",
            detail: "tables were found in \(schemas.joined(separator: ", "))",
            hint: "Set search_path to one schema, for the role or with "
                + "?options=-csearch_path%3DSCHEMA in the URL."
        )
    }
}
