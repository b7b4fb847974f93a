import Rows

/// What tools are called: a verb, an object, and a code.
struct ToolNames: Sendable {
    private let names: ObjectNames
    private let verbKey: CellKey
    private let subjectKey: CellKey

    init(_ population: Population) {
        names = ObjectNames(population, table: "tools")
        verbKey = population.key("tools", "verb")
        subjectKey = population.key("tools", "subject")
    }

    /// What a tool works on.
    func subject(_ tool: Int64) -> Subject {
        Subject(subjectKey, row: tool)
    }

    /// Writes the name as its gateway has it: `search_customer_record_k3f9x2ab`.
    func appendOriginal(_ tool: Int64, into writer: inout ByteWriter) {
        names.append(tool, separator: 0x5F, into: &writer) { writer, round in
            if round == 0 {
                writer.append(Vocabulary.toolVerbs[verb(tool)])
                writer.append(0x5F)
            }
            writer.append(Vocabulary.toolObjects[subject(tool).object])
        }
    }

    /// Writes the name as people see it: `Search customer record`.
    func appendDisplay(_ tool: Int64, into writer: inout ByteWriter) {
        let start = writer.count
        writer.append(Vocabulary.toolVerbs[verb(tool)])
        writer.capitalise(at: start)
        writer.append(0x20)
        writer.append(Vocabulary.toolObjectPhrases[subject(tool).object])
    }

    private func verb(_ tool: Int64) -> Int {
        Vocabulary.toolVerbChoice.index(verbKey.bits(tool))
    }
}
