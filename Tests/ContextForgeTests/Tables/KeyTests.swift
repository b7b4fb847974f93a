import TestSupport
import Testing

@testable import ContextForge
@testable import Rows

/// Keys of every table: unique, resolved, in the gateway's form.
@Suite struct KeyTests {
    private typealias UniqueKey = TableDefinition.UniqueKey

    /// The keys that a table's rows must differ in, those of the services included (rule G18).
    private func uniqueKeys(_ definition: TableDefinition) -> [UniqueKey] {
        let filled = Set(definition.filledColumns.map(\.name))
        // A key with an unfilled column has a NULL in every row and so never counts.
        let declared = definition.uniqueKeys.filter { filled.isSuperset(of: $0.columns) }
        let services: [[String]] =
            switch definition.name {
            case "gateways": [["name"], ["slug"], ["url"]]
            case "tools": [["name"], ["original_name"]]
            case "resources": [["uri"], ["name"]]
            case "prompts", "servers": [["name"]]
            case "a2a_agents": [["name"], ["slug"], ["endpoint_url"]]
            case "email_api_tokens": [["token_hash"], ["user_email", "name"]]
            default: []
            }
        return [UniqueKey("primary key", definition.primaryKey)] + declared
            + services.map { UniqueKey("rule of a service", $0) }
    }

    /// Tables whose ids the gateway writes with hyphens.
    private static let hyphenated: Set<String> = [
        "email_users", "email_api_tokens", "roles", "user_roles", "password_history",
        "password_reset_tokens", "pending_user_approvals", "server_interfaces", "a2a_tasks",
        "a2a_task_events", "a2a_push_notification_configs", "registered_oauth_clients",
    ]

    /// Whether a table's keys are texts that gatefill makes up, not numbers that the target counts.
    private func hasTextID(_ table: TableContents) -> Bool {
        // The ids of identity providers are words.
        table.hasColumn("id") && table.definition.reservedKey == nil
            && table.definition.name != "sso_providers"
    }

    /// Whether the target has no say in a table's keys.
    private func hasNoKeyBlock(_ table: TableContents) -> Bool {
        table.definition.reservedKey == nil
    }

    /// The cells of a key in every row for which it counts.
    private func cells(_ key: UniqueKey, of table: TableContents) -> [[TableContents.Cell]] {
        let columns = key.columns.map { table.cells($0) }
        let mustBeNull = key.nullColumn.flatMap { table.hasColumn($0) ? table.cells($0) : nil }
        let mustBeTrue = key.trueColumn.map { table.numbers($0) }
        return (0..<table.rowCount).compactMap { row in
            if let mustBeNull, mustBeNull[row] != nil { return nil }
            if let mustBeTrue, mustBeTrue[row] != 1 { return nil }
            let cells = columns.compactMap { $0[row] }
            return cells.count == columns.count ? cells : nil
        }
    }

    @Test(arguments: SampleDataset.all)
    func `no two rows have the same key`(dataset: SampleDataset) {
        for table in dataset.tables {
            for key in uniqueKeys(table.definition) {
                let rows = cells(key, of: table)
                #expect(Set(rows).count == rows.count, "\(table.definition.name) \(key.columns)")
            }
        }
    }

    @Test func `every row counts for its primary key, and some for each conditional one`() {
        for table in SampleDataset.small.tables {
            let keys = uniqueKeys(table.definition)
            #expect(cells(keys[0], of: table).count == table.rowCount)
            for key in keys where table.rowCount > 0 {
                #expect(!cells(key, of: table).isEmpty, "\(key.name)")
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `every reference resolves`(dataset: SampleDataset) {
        for table in dataset.tables {
            for reference in table.definition.references {
                let keys = Set(dataset[reference.table].texts(reference.key))
                let dangling = table.optionalTexts(reference.column)
                    .compactMap(\.self)
                    .first { !keys.contains($0) }
                #expect(dangling == nil, "\(table.definition.name).\(reference.column)")
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `ids are UUIDs, with hyphens where the gateway has them`(
        dataset: SampleDataset
    ) {
        let version = dataset.configuration.identifiers == .random ? "4" : "7"
        for table in dataset.tables where hasTextID(table) {
            let isHyphenated = KeyTests.hyphenated.contains(table.definition.name)
            for id in table.texts("id") {
                let digits = Array(id.utf8)
                let versionIndex = isHyphenated ? 14 : 12
                guard digits.count == (isHyphenated ? 36 : 32) else {
                    Issue.record("\(table.definition.name): \(id)")
                    break
                }
                let isHex = digits.enumerated().allSatisfy { index, digit in
                    isHyphenated && [8, 13, 18, 23].contains(index)
                        ? digit == 0x2D : (48...57).contains(digit) || (97...102).contains(digit)
                }
                if !isHex || digits[versionIndex] != Array(version.utf8)[0] {
                    Issue.record("\(table.definition.name): \(id)")
                }
            }
        }
    }

    @Test func `ordered ids rise from row to row, random ones do not`() throws {
        let ordered = try #require(SampleDataset.all.first { $0.name == "ordered ids" })
        for table in ordered.tables where hasTextID(table) {
            let ids = table.texts("id")
            #expect(ids == ids.sorted(), "\(table.definition.name)")
        }
        for table in SampleDataset.small.tables where hasTextID(table) && table.rowCount > 4 {
            let ids = table.texts("id")
            #expect(ids != ids.sorted(), "\(table.definition.name)")
        }
    }

    @Test func `datasets of two seeds can stand in one database`() {
        let other = SampleDataset("another seed", .small.with { $0.seed = 43 })
        for table in SampleDataset.small.tables {
            let otherTable = other[table.definition.name]
            if SampleDataset.hasSameCountForAllSeeds(table.definition) {
                #expect(table.rowCount == otherTable.rowCount)
            }
            // A key of several columns has no row in common as soon as one of them has none.
            for key in uniqueKeys(table.definition)
            where hasNoKeyBlock(table)
                && (key.columns.count == 1 || !table.hasColumn("id"))
            {
                let rows = Set(cells(key, of: table))
                let others = cells(key, of: otherTable)
                #expect(rows.isDisjoint(with: others), "\(table.definition.name) \(key.columns)")
            }
        }
    }
}
