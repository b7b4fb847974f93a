/// A target beside which an empty copy of its tables can be made, to measure what rows cost there.
package protocol ScratchTarget: WipeTarget {
    /// Makes an empty copy of those of some tables that the target has, with their keys and
    /// indexes, in a schema or a file of its own; system rows are copied too.
    ///
    /// - Returns: The copy as a target; it has no table where the target has none.
    func makeScratchCopy(of tables: [String]) throws(TargetError) -> any WipeTarget

    /// Removes the copy that this process has made, with everything in it; does nothing if there is
    /// none.
    func removeScratchCopy() throws(TargetError)
}

/// What the copies have in common.
enum ScratchCopy {
    /// Tells the copies of processes apart.
    static func name(_ processID: Int32) -> String { "gatefill_calibration_\(processID)" }
}
