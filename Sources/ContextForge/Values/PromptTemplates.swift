import Rows

/// Prompt templates in Jinja and the JSON Schemas of their arguments.
///
/// Both are computed from the same bits: give both calls the same key, row and object, and the
/// placeholders of the template are exactly the properties of the schema.
package struct PromptTemplates: Sendable {
    /// The one generator; built on first use, never freed.
    package static let standard = PromptTemplates()

    private let bank = PromptBank.standard
    private let phrases = Phrases.english
    private let objectPhrases = Vocabulary.toolObjectPhrases
    private let domainPhrases = Vocabulary.domainPhrases
    /// Weights of 1 to 5 arguments.
    private let countChoice = WeightedChoice([28, 32, 22, 12, 6])
    private let length = QuantileTable([
        100, 140, 180, 215, 250, 290, 335, 380, 430, 485, 550, 630, 720, 830, 970, 1250,
    ])

    private init() {}

    /// The arguments of a row's prompt.
    private struct Arguments {
        let count: Int
        let walk: PropertyBank.Walk
        /// Bit n is set when argument n is required; the first one always is.
        let required: UInt64
    }

    private func arguments(_ key: CellKey, row: Int64) -> Arguments {
        var bits = CellBits(key.stream(0), row: row)
        return Arguments(
            count: 1 + countChoice.index(bits.next()),
            walk: PropertyBank.Walk(bits.next(), count: bank.names.count),
            required: bits.next() | bits.next() & 0x5555 | 1
        )
    }

    /// Writes a template of 100 to 1500 bytes with `{{ argument }}` placeholders.
    ///
    /// - Parameters:
    ///   - key: Key that the template and its schema share.
    ///   - row: Row within the table.
    ///   - object: Index into ``Vocabulary/toolObjects``: what the prompt is about.
    ///   - domain: Index into ``Vocabulary/domains``: who asks.
    ///   - writer: Receives the text, with line breaks.
    package func appendTemplate(
        key: CellKey,
        row: Int64,
        object: Int,
        domain: Int,
        into writer: inout ByteWriter
    ) {
        let arguments = arguments(key, row: row)
        var bits = CellBits(key.stream(1), row: row)
        let start = writer.count
        let target = length.value(bits.next())
        writer.append(bits.word(of: bank.roles))
        writer.append(0x20)
        writer.append(domainPhrases[domain])
        writer.append(". ")
        writer.append(bits.word(of: bank.tasks))
        writer.append(0x20)
        writer.append(objectPhrases[object])
        writer.append(".\n\n")
        var walk = arguments.walk
        for _ in 0..<arguments.count {
            appendPlaceholder(walk.next(), bits: &bits, into: &writer)
        }
        repeat {
            writer.append(0x0A)
            if bits.happens(percent: 70) {
                writer.append("- ")
                writer.append(bits.word(of: bank.instructions))
            } else {
                phrases.appendSentence(&bits, into: &writer)
            }
        } while writer.count - start < target
    }

    /// Writes `{"type":"object","properties":{"text":{"type":"string","description":"…"}},
    /// "required":["text"]}` for the template of the same row.
    package func appendArgumentSchema(key: CellKey, row: Int64, into writer: inout ByteWriter) {
        let arguments = arguments(key, row: row)
        writer.append("{\"type\":\"object\",\"properties\":{")
        var walk = arguments.walk
        for position in 0..<arguments.count {
            let argument = walk.next()
            writer.append(position > 0 ? ",\"" : "\"")
            writer.append(bank.names[argument])
            writer.append("\":{\"type\":\"string\",\"description\":\"")
            writer.append(bank.descriptions[argument])
            writer.append("\"}")
        }
        writer.append("},\"required\":[")
        walk = arguments.walk
        for position in 0..<arguments.count {
            let argument = walk.next()
            guard arguments.required >> position & 1 == 1 else { continue }
            writer.append(position > 0 ? ",\"" : "\"")
            writer.append(bank.names[argument])
            writer.append(0x22)
        }
        writer.append("]}")
    }

    private func appendPlaceholder(
        _ argument: Int,
        bits: inout CellBits,
        into writer: inout ByteWriter
    ) {
        switch bits.next() >> 62 {
        case 0:
            writer.append("Take this into account: ")
        case 1:
            writer.append("This is given as the ")
            writer.append(bank.phrases[argument])
            writer.append(":\n")
        default:
            let start = writer.count
            writer.append(bank.phrases[argument])
            writer.base[start] &= 0xDF
            writer.append(": ")
        }
        writer.append("{{ ")
        writer.append(bank.names[argument])
        writer.append(" }}\n")
    }
}

/// The parts of prompt templates.
struct PromptBank: Sendable {
    /// The one bank; built on first use, never freed.
    static let standard = PromptBank()

    /// Argument names in snake case; their number is prime, see ``PropertyBank/Walk``.
    let names: WordList
    /// The argument names as words.
    let phrases: WordList
    /// What the arguments mean.
    let descriptions: WordList

    /// Beginnings of a template; a domain follows.
    let roles = WordList(
        """
        You are an assistant to the people in charge of
        You support the team for
        You are an experienced specialist in
        You help new colleagues in
        Act as a careful reviewer in the field of
        You write for readers who work in
        You answer questions of customers about
        You are an analyst with ten years of practice in
        Imagine that you are the person on call for
        You prepare material for the management of
        """
    )

    /// Beginnings of the task; an object follows.
    let tasks = WordList(
        """
        Summarize what is known about the
        Write a short and factual text about the
        Review the following details of the
        Explain in simple words the state of the
        Find gaps and contradictions in the
        Compare the facts below with the expected
        List the next steps for the
        Prepare a reply that refers to the
        Classify the request by means of the
        Extract names, dates and amounts from the
        Suggest three improvements for the
        Point out the risks that follow from the
        """
    )

    /// Whole sentences that say how to answer.
    let instructions = WordList(
        """
        Answer in the language of the question.
        Use no more than five sentences.
        Begin with the most important point.
        Write a bullet list with one fact per line.
        Quote the source of every figure.
        Say so when something is not known.
        Do not invent names or numbers.
        Keep a friendly and professional tone.
        Avoid technical terms where a plain word will do.
        Leave out personal data.
        Give amounts with their currency.
        Write dates as year, month and day.
        End with a single recommendation.
        Mention open questions separately.
        Rate the urgency from one to five and give a reason.
        Answer with a JSON object that has the keys summary, risks and actions.
        Use a table when more than three entries are compared.
        Explain abbreviations at their first use.
        Stay below two hundred words.
        Address the reader directly.
        Do not repeat the question.
        Check the arithmetic before answering.
        Give an example for each suggestion.
        Separate facts from assumptions.
        Keep the original order of the entries.
        Translate quotations but keep names as they are.
        Think step by step and show the result only.
        Refuse politely if the request is out of scope.
        Name the person who should be asked next.
        Use headings for longer answers.
        Round figures to whole numbers.
        Flag everything that needs a decision.
        """
    )

    private init() {
        let lines = PromptBank.source.split(separator: "\n").map { $0.split(separator: "|") }
        names = WordList(lines.map { String($0[0]) }.joined(separator: "\n"))
        descriptions = WordList(lines.map { String($0[1]) }.joined(separator: "\n"))
        phrases = Vocabulary.phrases(of: names, replacing: 0x5F)
    }

    private static let source = """
        text|Text to work on
        question|Question to be answered
        document|Content of the document
        transcript|Transcript of the conversation
        email_thread|Messages of the thread, oldest first
        source_code|Source code with line breaks
        error_message|Error message as it was shown
        log_excerpt|Lines of the log around the event
        language|Language of the answer
        tone|Tone of the answer, for instance formal or friendly
        audience|Who will read the answer
        style_rules|Rules of style to follow
        word_count|Greatest number of words
        deadline|Day by which an answer is needed
        customer_name|Name of the customer
        company_name|Name of the company
        product_name|Name of the product
        project_name|Name of the project
        team_name|Name of the team
        role_title|Role that the answer is written for
        topic|Topic in a few words
        goal|What is to be achieved
        background|What the reader should know beforehand
        constraints|Limits that the answer has to respect
        requirements|Requirements, one per line
        acceptance_criteria|Criteria by which the result is judged
        examples|Examples of good answers
        keywords|Words that should occur
        meeting_notes|Notes taken during the meeting
        action_items|Tasks agreed so far
        participants|Names of the participants
        agenda|Points of the agenda
        start_date|First day of the period
        end_date|Last day of the period
        time_frame|Period that is looked at
        region|Region concerned
        currency|Currency of the amounts
        amount|Amount in question
        invoice_number|Number of the invoice
        order_number|Number of the order
        ticket_number|Number of the ticket
        ticket_history|Course of the ticket so far
        severity|How severe the incident is
        affected_services|Services that are affected
        metrics|Figures with their units
        table_data|Rows of the table, separated by line breaks
        previous_answer|Answer given before
        feedback|Feedback of the reviewer
        policy_text|Text of the policy
        contract_clause|Clause of the contract
        options|Alternatives to be compared
        budget|Budget available
        output_format|Format of the answer
        """
}
