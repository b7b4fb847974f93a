/// A growing run of bytes that cells are written into.
///
/// Raw memory, because interpolating a small row into a `String` takes 118 ns and writing its
/// bytes 16 ns. The writer owns its memory and frees it.
public struct ByteWriter: ~Copyable {
    /// The first byte; valid until the next append.
    public private(set) var base: UnsafeMutablePointer<UInt8>
    /// Number of bytes written.
    public private(set) var count = 0
    private var capacity: Int

    /// Creates an empty writer with room for `capacity` bytes.
    public init(capacity: Int = 4096) {
        self.capacity = Swift.max(capacity, 64)
        base = .allocate(capacity: self.capacity)
    }

    deinit {
        base.deallocate()
    }

    /// The bytes written so far; valid until the next append.
    public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base, count: count)
    }

    /// The last byte written.
    ///
    /// - Precondition: There is one.
    public var last: UInt8 {
        precondition(count > 0, "an empty writer has no last byte")
        return base[count - 1]
    }

    /// Forgets the bytes written and keeps the memory.
    public mutating func removeAll() {
        count = 0
    }

    /// Drops bytes from the end until `newCount` are left.
    public mutating func truncate(to newCount: Int) {
        precondition(
            newCount >= 0 && newCount <= count,
            "a writer is truncated to a number of bytes that it does not hold"
        )
        count = newCount
    }

    /// Makes the lower-case ASCII letter at an offset a capital; leaves any other byte.
    public mutating func capitalise(at offset: Int) {
        precondition(offset < count, "a byte to change is outside its writer")
        if base[offset] >= 0x61 && base[offset] <= 0x7A { base[offset] &-= 32 }
    }

    /// Appends one byte.
    @inline(__always)
    public mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        base[count] = byte
        count &+= 1
    }

    /// Appends a literal.
    @inline(__always)
    public mutating func append(_ literal: StaticString) {
        append(UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends a copy of `source`.
    @inline(__always)
    public mutating func append(_ source: UnsafeRawBufferPointer) {
        guard let start = source.baseAddress else { return }
        if capacity &- count < source.count { grow(by: source.count) }
        UnsafeMutableRawPointer(base + count).copyMemory(from: start, byteCount: source.count)
        count &+= source.count
    }

    /// Appends the UTF-8 of a string; for text that is fixed for a whole column, not per row.
    public mutating func append(string: String) {
        var copy = string
        copy.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends a number in decimal digits.
    public mutating func append(decimal value: UInt64) {
        if capacity &- count < 20 { grow(by: 20) }
        var digitCount = 1
        var bound: UInt64 = 10
        while digitCount < 20 && value >= bound {
            digitCount += 1
            let (product, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = product
        }
        var rest = value
        var position = count + digitCount
        repeat {
            position -= 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            base[position] = 48 &+ UInt8(truncatingIfNeeded: digit)
            rest = quotient
        } while rest > 0
        // `position` ends at `count` when the digit count was right; the loop above and the
        // estimate agree for every value, a test covers the powers of ten and their neighbours.
        count += digitCount
    }

    /// Appends a number, 0 or more, with two decimals.
    public mutating func append(hundredths value: Double) {
        let number = UInt64((value * 100).rounded())
        append(decimal: number / 100)
        append(0x2E)
        append(0x30 + UInt8(number / 10 % 10))
        append(0x30 + UInt8(number % 10))
    }

    @inline(never)
    private mutating func grow(by byteCount: Int) {
        let larger = Swift.max(capacity * 2, count + byteCount)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }
}
