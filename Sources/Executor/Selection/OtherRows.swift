import Planner
import Rows
import Targets

/// Rows in the tables of a plan that gatefill has not generated: what a run finds in a database that
/// others use too.
package struct OtherRows: Sendable {
    /// The rows of one table.
    package struct Table: Sendable, Equatable {
        /// Name of the table.
        package let name: String
        /// Rows of others.
        package let rowCount: Int64
        /// Whether the database has estimated the number.
        package let isEstimate: Bool
    }

    /// Most rows of a table that are counted; beyond that the database's estimate is taken.
    private static let countedMax: Int64 = 100_000

    /// Tables with rows of others, the one with most of them first.
    package let tables: [Table]

    /// Rows of others in all tables.
    package var rowCount: Int64 { tables.reduce(0) { $0 + $1.rowCount } }
    /// Whether a part of the number is an estimate.
    package var isEstimate: Bool { tables.contains(where: \.isEstimate) }

    /// Counts the rows of some tables, as far as the target has these, less those that its ledger
    /// knows.
    ///
    /// - Complexity: O(100,000) for each table.
    package init(in target: any Target, tables names: [String]) throws(TargetError) {
        let schema = try target.readSchemaIfExists()
        let present = names.filter { schema.tables[$0] != nil }
        guard !present.isEmpty else {
            tables = []
            return
        }
        let generated = try LedgerReader(target).rowCounts()
        let reader = try target.openReader()
        var found: [Table] = []
        for name in present {
            let table = try OtherRows.count(
                name,
                in: schema,
                generated: generated[name] ?? 0,
                using: reader,
                target: target
            )
            if table.rowCount > 0 { found.append(table) }
        }
        tables = found.sorted { ($1.rowCount, $0.name) < ($0.rowCount, $1.name) }
    }

    private static func count(
        _ name: String,
        in schema: TargetSchema,
        generated: Int64,
        using reader: any TargetReader,
        target: any Target
    ) throws(TargetError) -> Table {
        let counted = try reader.queryInteger(
            "SELECT count(*) FROM (SELECT 1 FROM \(schema.qualifiedName(of: name))"
                + target.catalogue.systemRowExclusion(from: name)
                + " LIMIT \(countedMax + 1)) AS counted"
        )
        guard counted > countedMax else {
            return Table(name: name, rowCount: max(0, counted - generated), isEstimate: false)
        }
        let estimate = max(
            counted,
            try estimate(name, in: schema, using: reader, dialect: target.dialect)
        )
        // An estimate says nothing about a difference that is smaller than its error.
        let others = estimate - generated
        let isKnown = generated == 0 || others > generated / 10
        return Table(name: name, rowCount: isKnown ? others : 0, isEstimate: true)
    }

    /// The rows of a table as the query planner takes them to be; 0 when it does not know.
    private static func estimate(
        _ name: String,
        in schema: TargetSchema,
        using reader: any TargetReader,
        dialect: SQLDialect
    ) throws(TargetError) -> Int64 {
        let quoted = schema.qualifiedName(of: name).replacing("'", with: "''")
        switch dialect {
        case .postgres:
            return try reader.queryInteger(
                "SELECT coalesce(max(reltuples), 0)::bigint FROM pg_catalog.pg_class "
                    + "WHERE oid = to_regclass('\(quoted)')"
            )
        case .sqlite:
            let isAnalyzed = try reader.queryInteger(
                "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'"
            )
            guard isAnalyzed > 0 else { return 0 }
            let literal = name.replacing("'", with: "''")
            return try reader.queryInteger(
                "SELECT coalesce(max(CAST(stat AS integer)), 0) FROM sqlite_stat1 "
                    + "WHERE tbl = '\(literal)'"
            )
        }
    }

    /// Tables that are named.
    private static let namedTableCount = 4

    /// What was found and what becomes of it, a sentence a line without its full stop; none when
    /// there are no rows of others.
    ///
    /// `number` spells a number of rows for people.
    package func notices(
        _ suspension: IndexSuspension,
        in display: String,
        number: (Int64) -> String
    ) -> [String] {
        guard !tables.isEmpty else { return [] }
        let about = isEstimate ? "about " : ""
        var parts = tables.prefix(OtherRows.namedTableCount).map {
            "\($0.name) \($0.isEstimate ? "about " : "")\(number($0.rowCount))"
        }
        let rest = tables.dropFirst(OtherRows.namedTableCount)
        if !rest.isEmpty {
            let count = rest.reduce(0) { $0 + $1.rowCount }
            parts.append(
                "\(number(count)) in \(rest.count) other table" + (rest.count == 1 ? "" : "s")
            )
        }
        let found =
            "\(display) contains \(about)\(number(rowCount)) rows not generated by gatefill: "
            + parts.joined(separator: ", ")
        return [found, OtherRows.consequence(suspension)]
    }

    private static func consequence(_ suspension: IndexSuspension) -> String {
        let indexes =
            switch suspension {
            case .never: "all indexes stay in place"
            case .auto:
                "indexes of tables with more than \(IndexSuspension.presentRowCountMax) rows stay "
                    + "in place"
            case .always: "--disable-indexes true also suspends the indexes of these tables"
            }
        return "existing rows are left untouched; \(indexes)"
    }
}
