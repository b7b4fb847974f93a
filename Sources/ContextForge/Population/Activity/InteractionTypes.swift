import Rows

/// What is done with an agent: the same in all its interactions, so that an hour has one sum.
struct InteractionTypes: Sendable {
    private static let words = WordList("invoke query execute", separator: " ")
    private static let choice = WeightedChoice([70, 20, 10])
    private let key: CellKey

    init(_ population: Population) {
        key = population.key("a2a_agents", "interaction_type")
    }

    /// Writes the interaction that an agent is used for.
    fileprivate func append(_ agent: Int64, into writer: inout ByteWriter) {
        writer.append(InteractionTypes.words[InteractionTypes.choice.index(key.bits(agent))])
    }
}

/// A table whose rows are about interactions with agents.
protocol InteractionTable: DeclaredTable where Shared: ObjectRow {
    /// What is done with the agents.
    var types: InteractionTypes { get }
}

/// What the columns of a row share that is about an object.
protocol ObjectRow {
    /// Zero-based index of the object.
    var object: Int64 { get }
}

extension EventRow: ObjectRow {}

extension Column where Table: InteractionTable {
    /// The column with the interaction.
    static var interactionType: Column {
        .text(.required("interaction_type", .text(lengthMax: 50))) { table, _, row, writer in
            table.types.append(row.object, into: &writer)
        }
    }
}
