/// What cleanup does about rows that are not simply as they were generated.
package struct CleanupPolicy: Sendable, Hashable {
    /// What happens when a row of somebody else refers to a generated one.
    package enum ForeignRows: String, Sendable, CaseIterable {
        /// The generated row stays.
        case keep
        /// The cleanup stops before the batch.
        case stop
        /// The row of somebody else is deleted too, with all that refers to it.
        case delete
    }

    /// What happens to a generated row that somebody has changed.
    package enum ChangedRows: String, Sendable, CaseIterable {
        /// It is deleted like the others; nothing is compared.
        case delete
        /// It stays.
        case keep
    }

    /// What happens to rows that the gateway has derived from generated ones alone.
    package enum DerivedRows: String, Sendable, CaseIterable {
        /// They go with what they are derived from.
        case delete
        /// They stay, and so does what they refer to.
        case keep
    }

    /// About rows that others refer to.
    package let foreignRows: ForeignRows
    /// About rows that the gateway has derived.
    package let derivedRows: DerivedRows
    /// About rows that are not as they were generated.
    package let changedRows: ChangedRows

    /// Creates a policy.
    package init(
        foreignRows: ForeignRows = .keep,
        derivedRows: DerivedRows = .delete,
        changedRows: ChangedRows = .delete
    ) {
        self.foreignRows = foreignRows
        self.derivedRows = derivedRows
        self.changedRows = changedRows
    }

    /// The options of `cleanup` that select this policy, defaults left out.
    package var options: [String] {
        var words: [String] = []
        if foreignRows != .keep { words += ["--on-foreign-rows", foreignRows.rawValue] }
        if derivedRows != .delete { words += ["--on-derived-rows", derivedRows.rawValue] }
        if changedRows != .delete { words += ["--changed-rows", changedRows.rawValue] }
        return words
    }
}
