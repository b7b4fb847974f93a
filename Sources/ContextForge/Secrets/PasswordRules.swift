import Rows

/// The gateway's rules for the password of a user, as its default settings have them.
package enum PasswordRules {
    /// Least number of characters.
    package static let lengthMin = 12

    /// What the gateway takes for a special character.
    private static let special = #"!@#$%^&*(),.?":{}|<>"#

    /// The rules that a password breaks, in words that complete "it has …"; none when it is
    /// accepted.
    package static func faults(of password: String) -> [String] {
        var faults: [String] = []
        if password.unicodeScalars.count < lengthMin {
            faults.append("fewer than \(lengthMin) characters")
        }
        if !password.unicodeScalars.contains(where: { ("A"..."Z").contains($0) }) {
            faults.append("no upper-case letter")
        }
        if !password.unicodeScalars.contains(where: { ("a"..."z").contains($0) }) {
            faults.append("no lower-case letter")
        }
        if !password.contains(where: special.contains) {
            faults.append("no special character, one of \(special)")
        }
        return faults
    }
}
