import Rows

/// Spells arrays as PostgreSQL reads them, every value in double quotes.
enum PostgresArray {
    /// An array of texts.
    static func text(_ texts: [String]) -> String {
        spell(texts) { text, array in appendQuoted(text.utf8, to: &array) }
    }

    /// An array of a column's values in the rows of a slice whose numbers, counted within it, are
    /// in `rows`.
    ///
    /// - Precondition: The column is no floating-point number and no bytes.
    static func text(_ vector: ColumnVector, rows: [Int]) -> String {
        spell(rows) { row, array in
            if vector.isNull(row) {
                array.append(contentsOf: "NULL".utf8)
                return
            }
            switch vector.kind {
            // Without a string in between: most keys are texts, and a cleanup is mostly keys.
            case .text, .json: appendQuoted(vector.text(row), to: &array)
            case .timestamp:
                // Rows are UTC whatever the session's time zone is.
                appendQuoted(((AddressText.of(vector, row) ?? "") + "+00").utf8, to: &array)
            default: appendQuoted((AddressText.of(vector, row) ?? "").utf8, to: &array)
            }
        }
    }

    private static func spell<Value>(
        _ values: [Value],
        _ append: (Value, inout [UInt8]) -> Void
    ) -> String {
        var array = [UInt8(ascii: "{")]
        for value in values {
            if array.count > 1 { array.append(UInt8(ascii: ",")) }
            append(value, &array)
        }
        array.append(UInt8(ascii: "}"))
        return String(decoding: array, as: UTF8.self)
    }

    private static func appendQuoted(_ text: some Sequence<UInt8>, to array: inout [UInt8]) {
        array.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                array.append(UInt8(ascii: "\\"))
            }
            array.append(byte)
        }
        array.append(UInt8(ascii: "\""))
    }
}
