import Targets

/// A number that stands for a key, computed alike from its bytes and in SQL.
///
/// Sums of it tell whether the same parents have a number of rows, without a look at each: swapped
/// parents differ in it, but for about one pair in a million. Upper and lower case weigh the same.
enum KeyWeight {
    /// The characters that count; others, as no generated key has them, are worth nothing.
    private static let alphabet = "0123456789abcdefghijklmnopqrstuvwxyz@._-"
    /// Places from both ends: ids differ at the end even where they are ordered by time, addresses at
    /// the beginning.
    private static let places: [(fromStart: Int, fromEnd: Int, factor: Int64)] = [
        (0, 0, 1), (2, 1, 31), (5, 2, 961), (8, 3, 29_791),
    ]
    private static let endFactor: Int64 = 41
    /// Places that only count from the start: two people of one name differ behind it.
    private static let middlePlaces: [(place: Int, factor: Int64)] = [
        (12, 923_521), (16, 17_000_023),
    ]
    private static let lengthFactor: Int64 = 1_000_003

    private static let values: [Int64] = {
        var values = [Int64](repeating: 0, count: 256)
        for (index, character) in alphabet.utf8.enumerated() {
            values[Int(character)] = Int64(index) + 1
        }
        return values
    }()

    /// The weight of a key of nine characters or more.
    static func value(_ key: UnsafeRawBufferPointer) -> Int64 {
        var sum = lengthFactor * Int64(key.count)
        for place in places where place.fromStart < key.count && place.fromEnd < key.count {
            let start = values[Int(key[place.fromStart])]
            let end = values[Int(key[key.count - 1 - place.fromEnd])]
            sum += place.factor * (start + endFactor * end)
        }
        for middle in middlePlaces where middle.place < key.count {
            sum += middle.factor * values[Int(key[middle.place])]
        }
        return sum
    }

    /// The same in SQL, for the key in a column.
    static func sql(_ column: String, _ dialect: SQLDialect) -> String {
        // No character is worth nothing: one that is not there must not be found.
        let worth = { (place: String) in
            let character = "substr(lower(\(column)), \(place), 1)"
            return dialect.position(
                of: "coalesce(nullif(\(character), ''), ' ')",
                in: "'\(alphabet)'"
            )
        }
        let ends = places.map { place in
            let start = worth("\(place.fromStart + 1)")
            let end = worth("length(\(column)) - \(place.fromEnd)")
            return "\(place.factor) * (\(start) + \(endFactor) * \(end))"
        }
        let middles = middlePlaces.map { "\($0.factor) * \(worth("\($0.place + 1)"))" }
        return (["\(lengthFactor) * length(\(column))"] + ends + middles).joined(separator: " + ")
    }
}
