import Rows

/// Secrets as they were given: held in memory only, and never part of any text.
package struct SecretTexts: Sendable {
    private let texts: [SecretPurpose: String]

    /// The secrets of some purposes.
    package init(_ texts: [SecretPurpose: String] = [:]) {
        self.texts = texts
    }

    /// The same with the secret of one more purpose.
    package func adding(_ text: String, for purpose: SecretPurpose) -> SecretTexts {
        SecretTexts(texts.merging([purpose: text]) { $1 })
    }

    /// The secret of a purpose, if it was given.
    package subscript(purpose: SecretPurpose) -> String? {
        texts[purpose]
    }

    /// The purposes that have a secret, in the order of ``SecretPurpose``.
    package var purposes: [SecretPurpose] {
        SecretPurpose.allCases.filter { texts[$0] != nil }
    }
}

extension SecretTexts: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How many secrets there are, and nothing else.
    package var description: String { "\(texts.count) secrets, not shown" }

    /// The same: a debugger, a dump and a failed test show no more.
    package var debugDescription: String { description }

    /// Without children, so that nothing that walks through values finds the texts.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
