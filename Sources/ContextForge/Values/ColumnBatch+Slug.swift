import Rows

extension ColumnBatch {
    /// Writes the slug of what `name` writes.
    @inline(__always)
    func slug(into writer: inout ByteWriter, of name: (inout ByteWriter) -> Void) {
        scratch.removeAll()
        name(&scratch)
        Slug.append(of: scratch.bytes, into: &writer)
    }
}
