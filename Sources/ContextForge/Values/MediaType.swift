import Rows

/// The media types of generated resources, all of them text.
package enum MediaType: Int, Sendable, CaseIterable {
    case plain
    case markdown
    case html
    case css
    case json
    case xml

    /// How frequent the types are: documents and JSON records before pages and style sheets.
    private static let choice = WeightedChoice([24, 26, 12, 4, 26, 8])

    /// The type that 64 uniform bits choose.
    package static func chosen(by bits: UInt64) -> MediaType {
        guard let type = MediaType(rawValue: choice.index(bits)) else {
            preconditionFailure("a media type has no weight of its own")
        }
        return type
    }

    /// The type's name as the gateway stores it.
    package var mimeType: StaticString {
        switch self {
        case .plain: "text/plain"
        case .markdown: "text/markdown"
        case .html: "text/html"
        case .css: "text/css"
        case .json: "application/json"
        case .xml: "application/xml"
        }
    }

    /// The extension of a file of this type, with its dot.
    package var fileExtension: StaticString {
        switch self {
        case .plain: ".txt"
        case .markdown: ".md"
        case .html: ".html"
        case .css: ".css"
        case .json: ".json"
        case .xml: ".xml"
        }
    }

    /// File names that fit the type, without extension.
    package var fileStems: WordList {
        switch self {
        case .plain, .markdown: Vocabulary.documentStems
        case .html: Vocabulary.pageStems
        case .css: Vocabulary.styleStems
        case .json, .xml: Vocabulary.recordStems
        }
    }
}
