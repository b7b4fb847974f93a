import Rows

/// Keeps the addresses of different seeds apart, with middle initials and a number.
///
/// | seed | first and second bearer of a name |
/// |---|---|
/// | ``DatasetConfiguration/defaultSeed`` | `mary.smith`, `mary.smith2` |
/// | 0 to 19 | `mary.k.smith`, `mary.k.smith51` |
/// | 20 to 999 | `mary.k.smith17`, `mary.k.smith67` |
/// | 1000 to 999,999 | `mary.k.w.smith1203`, `mary.k.w.smith3703` |
/// | all others | `mary.k.w.p.smith482113`, `mary.k.w.p.smith1732113` |
///
/// Each row is a band of seeds. A seed has one tag for each name: its position in the band plus a
/// hash of the name, modulo the size of the band. Two seeds of a band therefore never have the same
/// tag for a name, although the tags of one dataset look random. The tag is written as initials and
/// the first bearer's number; every further bearer adds a fixed step. Seed, name and bearer can be
/// decoded from the address, and from its slug, so no two addresses of seeds below 1,000,000 are
/// equal. Larger seeds are hashed to their position: two of them share it with probability 1e-10.
struct SeedMark: Sendable {
    private static let alphabet = WordList(
        "a b c d e f g h j k l m n p r s t v w y",
        separator: " "
    )

    /// The initials, as digits of base 20.
    ///
    /// A copy, because every access to a static property checks whether it is initialised.
    private let letters = SeedMark.alphabet
    private let initialCount: Int
    /// Difference between the numbers of two successive bearers.
    private let step: UInt64
    /// The first tag of the band.
    private let firstTag: UInt64
    /// Number of tags in the band.
    private let tagCount: UInt64
    /// Position of the seed in the band.
    private let position: UInt64

    /// The mark of a seed.
    init(seed: UInt64) {
        switch seed {
        case DatasetConfiguration.defaultSeed:
            (initialCount, step, firstTag, tagCount, position) = (0, 1, 0, 1, 0)
        case 0..<20:
            (initialCount, step, firstTag, tagCount, position) = (1, 50, 0, 20, seed)
        case 20..<1000:
            // Shares the 20 × 50 tags with the band before, which uses those without a number.
            (initialCount, step, firstTag, tagCount, position) = (1, 50, 20, 980, seed - 20)
        case 1000..<1_000_000:
            (initialCount, step, firstTag, tagCount, position) = (2, 2500, 0, 1_000_000, seed)
        default:
            (initialCount, step, firstTag, tagCount) = (3, 1_250_000, 0, 10_000_000_000)
            position = SeedMark.scaled(CellKey.mix(seed), below: 10_000_000_000)
        }
    }

    /// The tag of a name; `name` is a number that is different for every name.
    @inline(__always)
    func tag(ofName name: UInt64) -> UInt64 {
        guard initialCount > 0 else { return 0 }
        let hash = CellKey.mix(name &+ 0x9E37_79B9_7F4A_7C15)
        let sum = position &+ SeedMark.scaled(hash, below: tagCount)
        return firstTag &+ (sum < tagCount ? sum : sum &- tagCount)
    }

    /// Writes the initials of a tag, each after a dot, and returns what is left for the number.
    @inline(__always)
    func appendInitials(_ tag: UInt64, into writer: inout ByteWriter) -> UInt64 {
        var rest = tag
        for _ in 0..<initialCount {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 20)
            writer.append(0x2E)
            writer.append(letters[Int(digit)][0])
            rest = quotient
        }
        return rest
    }

    /// Writes a bearer's number, 2 or more, or nothing where it would be 1.
    ///
    /// `rest` is what ``appendInitials(_:into:)`` returned; `bearer` is 0 for the first bearer of
    /// the name.
    @inline(__always)
    func appendNumber(_ rest: UInt64, bearer: UInt64, into writer: inout ByteWriter) {
        let number = bearer &* step &+ rest &+ 1
        if number > 1 { writer.append(decimal: number) }
    }

    @inline(__always)
    private static func scaled(_ bits: UInt64, below bound: UInt64) -> UInt64 {
        bits.multipliedFullWidth(by: bound).high
    }
}
