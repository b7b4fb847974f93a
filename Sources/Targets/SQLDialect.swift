/// Whose SQL is written, and what the two databases spell differently in it.
package enum SQLDialect: Sendable {
    case postgres
    case sqlite

    /// The start of the clock hour, UTC, that a column with a moment falls in.
    package func startOfHour(_ column: String) -> String {
        switch self {
        case .postgres: "date_trunc('hour', \(column), 'UTC')"
        // Moments are texts of one form: the date and the hour are their first 13 characters.
        case .sqlite: "substr(\(column), 1, 13) || ':00:00.000000'"
        }
    }

    /// The number of whole hours, UTC, from 1970 to the moment in a column.
    package func hourSince1970(_ column: String) -> String {
        switch self {
        case .postgres: "floor(extract(epoch FROM \(column)) / 3600)::bigint"
        case .sqlite: "CAST(strftime('%s', \(column)) AS integer) / 3600"
        }
    }

    /// The place, from 1 on, at which one text begins in another; 0 where it does not.
    package func position(of part: String, in text: String) -> String {
        switch self {
        case .postgres: "strpos(\(text), \(part))"
        case .sqlite: "instr(\(text), \(part))"
        }
    }

    /// The condition that a text holds a character that is none of `characters`, which are spelt as
    /// between the brackets of a regular expression.
    package func hasOther(than characters: String, _ column: String) -> String {
        switch self {
        case .postgres: "\(column) ~ '[^\(characters)]'"
        case .sqlite: "\(column) GLOB '*[^\(characters)]*'"
        }
    }
}
