import Testing

@testable import ContextForge
@testable import Rows

/// Names, slugs and addresses: rules G4, G12 and G17 of the gateway.
@Suite struct NameRuleTests {
    /// The gateway's `slugify` for ASCII, written anew: by words, where the product goes by bytes.
    private func slug(_ text: String) -> String {
        var kept: [Character] = []
        let characters = Array(text.lowercased())
        for (index, character) in characters.enumerated() {
            let isInside = index > 0 && index + 1 < characters.count
            if character == "'", isInside, isWord(characters[index - 1]),
                isWord(characters[index + 1])
            {
                continue
            }
            kept.append(character)
        }
        return kept.split { !isWord($0) || $0 == "_" }.map { String($0) }.joined(separator: "-")
    }

    private func isWord(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }

    /// The first text that is empty, too long, or holds a character beside letters, digits and
    /// `others`.
    private func firstRefused(
        _ texts: [String],
        others: String,
        lengthMax: Int = 255
    ) -> String? {
        let others = Set(others.utf8)
        return texts.first { text in
            text.isEmpty || text.utf8.count > lengthMax
                || !text.utf8.allSatisfy { byte in
                    (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || others.contains(byte)
                }
        }
    }

    /// The names that the configured limits are for.
    private func names(_ table: TableContents) -> [String]? {
        switch table.definition.name {
        case "gateways", "servers", "a2a_agents": table.texts("name")
        case "tools", "resources", "prompts": table.texts("original_name")
        case "email_teams":
            zip(table.texts("name"), table.numbers("is_personal")).filter { $0.1 == 0 }.map(\.0)
        default: nil
        }
    }

    @Test(arguments: SampleDataset.all)
    func `names keep within the configured limits`(dataset: SampleDataset) {
        let limits = dataset.configuration.nameLengthMin...dataset.configuration.nameLengthMax
        for table in dataset.tables {
            let wrong = names(table)?.first { !limits.contains($0.utf8.count) }
            #expect(wrong == nil, "\(table.definition.name)")
        }
    }

    @Test(arguments: SampleDataset.all)
    func `names have the characters that the gateway takes`(dataset: SampleDataset) {
        for table in dataset.tables {
            guard let names = names(table) else { continue }
            #expect(firstRefused(names, others: "_.- ") == nil, "\(table.definition.name)")
            let padded = names.first { $0.hasPrefix(" ") || $0.hasSuffix(" ") || $0.contains("  ") }
            #expect(padded == nil, "\(table.definition.name)")
        }
        let tools = dataset["tools"]
        for column in ["name", "original_name", "custom_name", "custom_name_slug"] {
            let refused = firstRefused(tools.texts(column), others: "_-./", lengthMax: 128)
            #expect(refused == nil, "\(column)")
            #expect(tools.texts(column).first { "-./".contains($0.prefix(1)) } == nil, "\(column)")
        }
    }

    @Test(arguments: SampleDataset.all)
    func `every slug is that of its name`(dataset: SampleDataset) {
        for name in ["gateways", "a2a_agents"] {
            let table = dataset[name]
            #expect(table.texts("slug") == table.texts("name").map(slug), "\(name)")
        }
        let teams = dataset["email_teams"]
        let expected = (0..<teams.rowCount).map { row in
            teams.numbers("is_personal")[row] == 1 ? "" : slug(teams.texts("name")[row])
        }
        let found = zip(teams.texts("slug"), teams.numbers("is_personal"))
            .map { $1 == 1 ? "" : $0 }
        #expect(found == expected)
    }

    @Test(arguments: SampleDataset.all)
    func `a personal team is named after its user, and its slug after the address`(
        dataset: SampleDataset
    ) {
        let users = dataset["email_users"]
        let names = Dictionary(
            uniqueKeysWithValues: zip(users.texts("email"), users.texts("full_name"))
        )
        let teams = dataset["email_teams"]
        let rows = zip(teams.texts("created_by"), teams.numbers("is_personal"))
        let columns = zip(teams.texts("name"), teams.texts("slug"))
        for ((creator, isPersonal), (name, slugText)) in zip(rows, columns) where isPersonal == 1 {
            #expect(name == (names[creator] ?? "?") + "'s Team")
            #expect(slugText == "personal-" + slug(creator))
        }
    }

    @Test(arguments: SampleDataset.all)
    func `slugs of teams have small letters, digits and single hyphens`(dataset: SampleDataset) {
        let slugs = dataset["email_teams"].texts("slug")
        #expect(firstRefused(slugs, others: "-") == nil)
        let wrong = slugs.first {
            $0 != $0.lowercased() || $0.hasPrefix("-") || $0.hasSuffix("-") || $0.contains("--")
        }
        #expect(wrong == nil)
    }

    @Test(arguments: SampleDataset.all)
    func `a tool is called after its gateway and its own name`(dataset: SampleDataset) {
        let gateways = dataset["gateways"]
        let slugs = Dictionary(
            uniqueKeysWithValues: zip(gateways.texts("id"), gateways.texts("slug"))
        )
        let tools = dataset["tools"]
        #expect(tools.texts("custom_name") == tools.texts("original_name"))
        #expect(tools.texts("custom_name_slug") == tools.texts("custom_name").map(slug))
        let expected = zip(tools.texts("gateway_id"), tools.texts("custom_name_slug"))
            .map { (slugs[$0] ?? "?") + "-" + $1 }
        #expect(tools.texts("name") == expected)
        let namesById = Dictionary(
            uniqueKeysWithValues: zip(gateways.texts("id"), gateways.texts("name"))
        )
        let sources = tools.texts("gateway_id").map { namesById[$0] ?? "?" }
        #expect(tools.texts("federation_source") == sources)
    }

    @Test(arguments: SampleDataset.all)
    func `a prompt is called by the slug of its own name`(dataset: SampleDataset) {
        let prompts = dataset["prompts"]
        #expect(prompts.texts("custom_name") == prompts.texts("original_name"))
        #expect(prompts.texts("custom_name_slug") == prompts.texts("custom_name").map(slug))
        let names = zip(prompts.texts("name"), prompts.texts("custom_name_slug"))
        #expect(names.allSatisfy { $0.hasSuffix($1) })
    }

    @Test(arguments: SampleDataset.all)
    func `addresses are those that the gateway accepts`(dataset: SampleDataset) {
        for email in dataset["email_users"].texts("email") {
            let isAccepted =
                email.wholeMatch(of: /[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}/) != nil
            #expect(isAccepted && email == email.lowercased(), "\(email)")
            let mailbox = email.prefix { $0 != "@" }
            #expect(mailbox.utf8.count <= 64 && email.utf8.count <= 254, "\(email)")
            #expect(!mailbox.hasPrefix(".") && !mailbox.contains(".."), "\(email)")
            #expect(email.hasSuffix("@" + dataset.configuration.emailDomain))
        }
        let addresses = dataset["resources"].texts("uri")
        #expect(firstRefused(addresses, others: "_-.:/?=&%{}") == nil)
        for (table, column) in [("gateways", "url"), ("a2a_agents", "endpoint_url")] {
            let urls = dataset[table].texts(column)
            #expect(firstRefused(urls, others: "_-.:/", lengthMax: 767) == nil, "\(table)")
            let domain = dataset.configuration.emailDomain
            let foreign = urls.first { !$0.hasPrefix("http") || !$0.contains("." + domain) }
            #expect(foreign == nil, "\(table)")
        }
    }

    @Test func `people without real names are numbered`() throws {
        let dataset = try #require(SampleDataset.all.first { $0.name == "numbered people" })
        let users = dataset["email_users"]
        #expect(users.texts("full_name") == (1...10).map { "User \($0)" })
        let domain = dataset.configuration.emailDomain
        #expect(users.texts("email") == (1...10).map { "user\($0)@\(domain)" })
    }

    @Test func `content keeps within the gateway's limits`() {
        let dataset = SampleDataset.small
        let resources = dataset["resources"]
        let contents = resources.optionalTexts("text_content")
        let texts = contents.compactMap(\.self)
        #expect(texts.first { $0.isEmpty || $0.utf8.count > 100 << 10 } == nil)
        let sizes = contents.map { $0.map { Int64($0.utf8.count) } }
        #expect(resources.optionalNumbers("size") == sizes)
        #expect(sizes.contains { $0 != nil })
        let prompts = dataset["prompts"]
        let templates = zip(prompts.texts("template"), prompts.optionalTexts("gateway_id"))
            .filter { $1 == nil }.map(\.0)
        #expect(templates.first { $0.isEmpty || $0.utf8.count > 10 << 10 } == nil)
    }

    @Test func `a resource is a template exactly when its address has a placeholder`() {
        let resources = SampleDataset.small["resources"]
        let templates = resources.optionalTexts("uri_template")
        for (uri, template) in zip(resources.texts("uri"), templates) {
            #expect(uri.contains("{id}") == (template != nil), "\(uri)")
            if let template { #expect(template == uri) }
        }
        #expect((20...110).contains(templates.compactMap(\.self).count))
    }
}
