import Testing

@testable import ContextForge
@testable import Rows

@Suite struct VocabularyTests {
    /// A list, what it is called, and the least number of its words.
    struct Entry: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let list: WordList
        let countMin: Int

        init(_ name: String, _ list: WordList, _ countMin: Int) {
            testDescription = name
            self.list = list
            self.countMin = countMin
        }
    }

    private static let nameParts = [
        Entry("company words", Vocabulary.companyWords, 150),
        Entry("company suffixes", Vocabulary.companySuffixes, 40),
        Entry("product suffixes", Vocabulary.productSuffixes, 30),
        Entry("team nouns", Vocabulary.teamNouns, 60),
        Entry("domains", Vocabulary.domains, 80),
        Entry("domain phrases", Vocabulary.domainPhrases, 80),
        Entry("server nouns", Vocabulary.serverNouns, 20),
        Entry("environments", Vocabulary.environments, 20),
        Entry("tool verbs", Vocabulary.toolVerbs, 60),
        Entry("tool objects", Vocabulary.toolObjects, 150),
        Entry("tool object phrases", Vocabulary.toolObjectPhrases, 150),
        Entry("prompt tasks", Vocabulary.promptTasks, 80),
        Entry("folders", Vocabulary.folders, 30),
        Entry("document stems", Vocabulary.documentStems, 40),
        Entry("page stems", Vocabulary.pageStems, 20),
        Entry("style stems", Vocabulary.styleStems, 20),
        Entry("record stems", Vocabulary.recordStems, 30),
        Entry("property names", PropertyBank.standard.names, 100),
        Entry("argument names", PromptBank.standard.names, 50),
        Entry("tag labels", Tags.standard.labels, 80),
    ]

    private static let texts = [
        Entry("user agents", Vocabulary.userAgents, 15),
        Entry("subjects", PhraseBanks.subjects, 60),
        Entry("verbs", PhraseBanks.verbs, 40),
        Entry("objects", PhraseBanks.objects, 60),
        Entry("tails", PhraseBanks.tails, 40),
        Entry("openers", PhraseBanks.openers, 20),
        Entry("remarks", PhraseBanks.remarks, 30),
        Entry("tool leads", PhraseBanks.toolLeads, 10),
        Entry("resource leads", PhraseBanks.resourceLeads, 10),
        Entry("prompt leads", PhraseBanks.promptLeads, 10),
        Entry("domain leads", PhraseBanks.domainLeads, 10),
        Entry("domain links", PhraseBanks.domainLinks, 8),
        Entry("property descriptions", PropertyBank.standard.descriptions, 100),
        Entry("argument descriptions", PromptBank.standard.descriptions, 50),
        Entry("roles", PromptBank.standard.roles, 10),
        Entry("tasks", PromptBank.standard.tasks, 10),
        Entry("instructions", PromptBank.standard.instructions, 30),
        Entry("tag ids", Tags.standard.ids, 80),
    ]

    @Test(arguments: nameParts + texts)
    func `words are safe in JSON, XML and HTML and do not repeat`(entry: Entry) {
        let forbidden: Set<UInt8> = Set("\"'\\<>&`$|=".utf8)
        for word in entry.list.words {
            #expect(word.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "\(word)")
            #expect(forbidden.isDisjoint(with: word.utf8), "\(word)")
            #expect(word.utf8.last != 0x20 && !word.utf8.contains(0x0A), "\(word)")
        }
        #expect(entry.list.count >= entry.countMin)
        #expect(Set(entry.list.words).count == entry.list.count)
    }

    @Test(arguments: nameParts)
    func `parts of names have only the characters of names`(entry: Entry) {
        for word in entry.list.words {
            #expect(word.wholeMatch(of: /[A-Za-z0-9_.\- ]+/) != nil, "\(word)")
        }
    }

    @Test func `parts of addresses have only the characters of addresses`() {
        let lists = [
            Vocabulary.folders, Vocabulary.domains,
        ]
        for word in (lists + MediaType.allCases.map(\.fileStems)).flatMap(\.words) {
            #expect(word.wholeMatch(of: /[a-z0-9\-.\/]+/) != nil, "\(word)")
        }
    }

    @Test func `phrases stand at the indexes of their words`() {
        #expect(
            Vocabulary.domains.words.map { $0.replacing("-", with: " ") }
                == Vocabulary.domainPhrases.words
        )
        #expect(
            Vocabulary.toolObjects.words.map { $0.replacing("_", with: " ") }
                == Vocabulary.toolObjectPhrases.words
        )
        #expect(Vocabulary.toolObjects.words.allSatisfy { $0.wholeMatch(of: /[a-z_]+/) != nil })
    }

    @Test func `weights fit their lists`() {
        #expect(Vocabulary.userAgentChoice.count == Vocabulary.userAgents.count)
        #expect(Vocabulary.toolVerbChoice.count == Vocabulary.toolVerbs.count)
        for count in [PropertyBank.standard.names.count, PromptBank.standard.names.count] {
            #expect((2..<count).allSatisfy { !count.isMultiple(of: $0) }, "\(count) is not prime")
        }
        #expect(PropertyBank.standard.names.count == PropertyBank.standard.fullTypes.count)
    }
}
