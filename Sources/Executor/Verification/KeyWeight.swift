import Targets

/// A number that stands for a key, computed alike from its bytes and in SQL.
///
/// Sums of it tell whether the same parents have a number of rows, without a look at each: swapped
/// parents differ in it, but for about one pair in a million.
enum KeyWeight {
    /// The characters that count; others, as no generated key has them, are worth nothing.
    private static let alphabet = "0123456789abcdefghijklmnopqrstuvwxyz@._-"
    /// Places from both ends: ids differ at the end even where they are ordered by time, addresses at
    /// the beginning.
    private static let places: [(fromStart: Int, fromEnd: Int, factor: Int64)] = [
        (0, 0, 1), (2, 1, 31), (5, 2, 961), (8, 3, 29_791),
    ]
    private static let endFactor: Int64 = 41

    private static let values: [Int64] = {
        var values = [Int64](repeating: 0, count: 256)
        for (index, character) in alphabet.utf8.enumerated() {
            values[Int(character)] = Int64(index) + 1
        }
        return values
    }()

    /// The weight of a key of nine characters or more.
    static func value(_ key: UnsafeRawBufferPointer) -> Int64 {
        places.reduce(0) { sum, place in
            guard place.fromStart < key.count, place.fromEnd < key.count else { return sum }
            let start = values[Int(key[place.fromStart])]
            let end = values[Int(key[key.count - 1 - place.fromEnd])]
            return sum + place.factor * (start + endFactor * end)
        }
    }

    /// The same in SQL, for the key in a column.
    static func sql(_ column: String, _ dialect: SQLDialect) -> String {
        let worth = { (place: String) in
            dialect.position(of: "substr(\(column), \(place), 1)", in: "'\(alphabet)'")
        }
        return places.map { place in
            let start = worth("\(place.fromStart + 1)")
            let end = worth("length(\(column)) - \(place.fromEnd)")
            return "\(place.factor) * (\(start) + \(endFactor) * \(end))"
        }.joined(separator: " + ")
    }
}
