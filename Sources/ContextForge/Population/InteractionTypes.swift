import Rows

/// What is done with an agent: the same in all its interactions, so that an hour has one sum.
struct InteractionTypes: Sendable {
    /// The column that holds it.
    static let column = ColumnDefinition.required(
        "interaction_type",
        .text(lengthMax: 50)
    )

    private static let words = WordList("invoke query execute", separator: " ")
    private static let choice = WeightedChoice([70, 20, 10])
    private let key: CellKey

    init(_ population: Population) {
        key = population.key("a2a_agents", "interaction_type")
    }

    /// Fills the column from the lane `parent`.
    func fill(_ batch: ColumnBatch) {
        let agent = batch.lane(.parent)
        batch.text("interaction_type") { writer, _, index in
            let choice = InteractionTypes.choice.index(key.bits(agent[index]))
            writer.append(InteractionTypes.words[choice])
        }
    }
}
