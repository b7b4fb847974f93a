/// What a failed restoration means.
enum RestorationFailure {
    /// An error as it is told when it stopped a step.
    static func error(_ step: RestorationStep, _ cause: TargetError) -> TargetError {
        let object = step.object
        let facts = [cause.detail, "it is: \(object.statements.joined(separator: "; "))"].compactMap
        { $0 }
        .joined(separator: "; ")
        switch cause.code {
        case "key-collision":
            return TargetError(
                code: "unique-violation",
                message: "could not restore \(object.title): two rows have the same values",
                detail: facts,
                hint: "The table was written to while its indexes were suspended. Change or remove "
                    + "that row and resume the run, or clean up the run."
            )
        case "constraint-violation":
            return TargetError(
                code: "reference-violation",
                message: "could not restore \(object.title): a row refers to one that is not there",
                detail: facts,
                hint: "One of the tables was written to while its foreign keys were suspended. "
                    + "Remove the dangling row and resume the run, or clean up the run."
            )
        default:
            return TargetError(
                code: cause.code,
                message: cause.message,
                detail: (cause.detail.map { $0 + "; " } ?? "")
                    + "while \(object.title) was restored",
                hint: cause.hint,
                category: cause.category,
                command: cause.commands.first,
                or: cause.commands.dropFirst().first
            )
        }
    }

    /// The target has an object of the name, but it is another one.
    static func differs(_ object: SuspendedObject, found: [String]) -> TargetError {
        TargetError(
            code: "index-differs",
            message: "could not restore \(object.title): the target has another one of that name",
            detail: "expected \(object.schemaLines.joined(separator: "; ")), found "
                + (found.isEmpty ? "none" : found.joined(separator: "; ")),
            hint: "Drop the existing object, then resume the run."
        )
    }
}
