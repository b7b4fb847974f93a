import Foundation
import Testing

@testable import ContextForge
@testable import Rows

/// What the columns of every table hold: kinds, lengths, NULLs.
@Suite struct ColumnRuleTests {
    @Test(arguments: SampleDataset.all)
    func `texts keep within the gateway's column lengths`(dataset: SampleDataset) {
        for table in dataset.tables {
            for column in table.definition.filledColumns {
                guard case .text(let lengthMax?) = column.kind else { continue }
                let tooLong = table.texts(column.name).first { $0.utf8.count > lengthMax }
                #expect(tooLong == nil, "\(table.definition.name).\(column.name)")
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `columns that cannot be NULL never are`(dataset: SampleDataset) {
        for table in dataset.tables {
            for column in table.definition.filledColumns where !column.isNullable {
                let hasNull = table.cells(column.name).contains(nil)
                #expect(!hasNull, "\(table.definition.name).\(column.name)")
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `booleans are 0 or 1 and integers have 32 bits`(dataset: SampleDataset) {
        for table in dataset.tables {
            for column in table.definition.filledColumns {
                let range: ClosedRange<Int64>
                switch column.kind {
                case .boolean: range = 0...1
                case .integer: range = 0...Int64(Int32.max)
                default: continue
                }
                let wrong = table.optionalNumbers(column.name)
                    .compactMap(\.self)
                    .first { !range.contains($0) }
                #expect(wrong == nil, "\(table.definition.name).\(column.name)")
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `JSON documents are valid, and tags are lists`(dataset: SampleDataset) {
        for table in dataset.tables {
            for column in table.definition.filledColumns where column.kind == .json {
                for text in Set(table.optionalTexts(column.name).compactMap(\.self)) {
                    let value = try? JSONSerialization.jsonObject(with: Data(text.utf8))
                    let isExpected = column.name == "tags" ? value is [Any] : value != nil
                    if !isExpected { Issue.record("\(table.definition.name): \(text)") }
                }
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `a column that allows some texts only has one of them`(dataset: SampleDataset) {
        for table in dataset.tables {
            for allowed in table.definition.allowedValues {
                #expect(Set(table.texts(allowed.column)).isSubset(of: allowed.values))
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `descriptions keep within the configured limits`(dataset: SampleDataset) {
        let limits =
            dataset.configuration
            .descriptionLengthMin...dataset.configuration.descriptionLengthMax
        // What the gateway itself writes into a table of events has its own length.
        let fixed = ["security_events", "llm_providers", "observability_saved_queries", "roles"]
        for table in dataset.tables
        where table.definition.filledColumns.contains(where: { $0.name == "description" })
            && !fixed.contains(table.definition.name)
        {
            var texts = table.texts("description")
            if table.definition.name == "email_teams" {
                // Those of personal teams are the gateway's own.
                texts = zip(texts, table.numbers("is_personal")).filter { $0.1 == 0 }.map(\.0)
            }
            #expect(texts.first { !limits.contains($0.utf8.count) } == nil)
        }
    }
}
