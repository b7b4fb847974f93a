import Targets

/// A checksum of a key that Swift and SQL compute alike.
///
/// The sum over all parents with a number of rows shows whether they are the planned ones. Upper and
/// lower case count alike; characters that no generated key has count as 0.
enum KeyChecksum {
    /// An address: people of one name differ somewhere in the first part of it.
    case address
    /// An identifier: ends in random digits, also where it begins with the time.
    case identifier

    private static let alphabet = "0123456789abcdefghijklmnopqrstuvwxyz@._-"
    private static let addressLength = 24
    private static let identifierLength = 8

    private static let values: [Int64] = {
        var values = [Int64](repeating: 0, count: 256)
        for (index, character) in alphabet.utf8.enumerated() {
            values[Int(character)] = Int64(index) + 1
        }
        return values
    }()

    /// One odd factor below 2^20 for each place, so that sums of characters hardly ever meet.
    private static let factors: [Int64] = {
        var factor: Int64 = 1
        return (0..<addressLength).map { _ in
            factor = factor * 48_271 % 1_048_573
            return factor | 1
        }
    }()

    /// Number of characters that count.
    private var length: Int {
        switch self {
        case .address: KeyChecksum.addressLength
        case .identifier: KeyChecksum.identifierLength
        }
    }

    /// The checksum of a key.
    func value(_ key: UnsafeRawBufferPointer) -> Int64 {
        var sum: Int64 = 0
        for place in 0..<min(length, key.count) {
            let byte = self == .address ? key[place] : key[key.count - 1 - place]
            sum += KeyChecksum.factors[place] * KeyChecksum.values[Int(byte)]
        }
        return sum
    }

    /// The same in SQL, for the key in a column.
    func sql(_ column: String, _ dialect: SQLDialect) -> String {
        (0..<length).map { place in
            let start = self == .address ? "\(place + 1)" : "length(\(column)) - \(place)"
            let character = "substr(lower(\(column)), \(start), 1)"
            let position = dialect.position(
                // An empty text would be found; no character counts as 0.
                of: "coalesce(nullif(\(character), ''), ' ')",
                in: "'\(KeyChecksum.alphabet)'"
            )
            return "\(KeyChecksum.factors[place]) * \(position)"
        }.joined(separator: " + ")
    }
}
