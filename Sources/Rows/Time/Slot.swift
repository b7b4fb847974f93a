/// A parent's stretch of a timeline, 0 to 1 for the whole table, in which it and its children
/// stand.
///
/// The parent itself comes first, its children follow in parts of the rest. Slots nest: a child's
/// slot is a part of its parent's, so no place of a child is before that of its parent, and
/// rows in the order of their parents are in order of time.
public struct Slot: Sendable {
    /// Where the stretch begins.
    let start: Double
    /// How long it is.
    let width: Double

    /// The place at a part, 0 to 1, of the slot.
    @inline(__always)
    public func place(_ part: Double) -> Double {
        start + width * part
    }

    /// The part of the slot that belongs to child `index` (zero-based) of `count`, which share the
    /// part `range` of this slot equally.
    @inline(__always)
    public func child(_ index: Int64, of count: Int64, in range: Range<Double>) -> Slot {
        let part = (range.upperBound - range.lowerBound) * width
        let childWidth = part / Double(count)
        return Slot(
            start: start + range.lowerBound * width + childWidth * Double(index),
            width: childWidth
        )
    }
}
