/// The rules for the domain of the generated users' addresses.
package enum EmailDomain {
    /// Most characters, so that an address of 254 characters (RFC 5321) has 64 before the `@`.
    static let lengthMax = 189
    /// Last labels that the gateway's address check refuses as reserved.
    static let reserved = ["test", "invalid", "local", "localhost", "onion", "arpa"]

    /// Returns why a lower-case domain cannot be used, or nil when it can.
    ///
    /// Host names follow RFC 1123; the last label has letters only, as the gateway asks.
    package static func problem(_ domain: String) -> String? {
        guard !domain.isEmpty else { return "is empty" }
        guard domain.utf8.count <= lengthMax else {
            return "is too long, maximum \(lengthMax) characters"
        }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        for label in labels {
            guard !label.isEmpty else { return "is not a domain, it has an empty label" }
            guard label.utf8.count <= 63 else {
                return "is not a domain, a label is longer than 63 characters"
            }
            let isValid = label.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte) || byte == 45
            }
            guard isValid else {
                return "is not a domain, a label holds more than letters, digits and hyphens"
            }
            guard label.first != "-", label.last != "-" else {
                return "is not a domain, a label begins or ends with a hyphen"
            }
        }
        let last = String(labels[labels.count - 1])
        if reserved.contains(last) {
            return "cannot be used, the gateway refuses addresses in `.\(last)` at login"
        }
        guard labels.count >= 2 else { return "is not a domain, it has only one label" }
        guard last.utf8.count >= 2, last.utf8.allSatisfy({ (97...122).contains($0) }) else {
            return "cannot be used, the gateway asks for a last label of two letters or more"
        }
        return nil
    }
}
