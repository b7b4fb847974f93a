import Rows

extension ProfileReader {
    /// Checks the rules that a key alone does not show.
    func checkRules() throws(ProfileError) {
        if boolean("database.echo") {
            throw error(
                "unsupported-value",
                "database.echo: `true` cannot be honoured, rows go by COPY and no statement is "
                    + "logged",
                at: "database.echo"
            )
        }
        if boolean("reporting.enabled"), reportPath == nil {
            throw error(
                "missing-key",
                "reporting.enabled: a report is wanted, but no file is named for it",
                at: "reporting.enabled",
                hint: "Set `reporting.output_file`."
            )
        }
    }

    /// The file of the report, or nil when none is wanted or none is named.
    var reportPath: String? {
        let isWanted = isGiven("reporting.enabled") ? boolean("reporting.enabled") : true
        guard isWanted else { return nil }
        let path = text("reporting.output_file") ?? text("global.output_report")
        return path == "" ? nil : path
    }

    /// The variable with the users' password, if the profile names one.
    var userPassword: PasswordRequest? {
        let path = "realism.user_password_env"
        guard let variable = text(path), let location = location(path) else { return nil }
        return PasswordRequest(variable: variable, location: location)
    }

    /// Reads two limits; one that the profile does not say gives way to the other.
    func limits(_ minPath: String, _ maxPath: String) throws(ProfileError) -> ClosedRange<Int> {
        var (least, most) = (integerOrDefault(minPath), integerOrDefault(maxPath))
        if !isGiven(minPath) { least = min(least, most) }
        if !isGiven(maxPath) { most = max(least, most) }
        guard least <= most else {
            throw error(
                "conflicting-keys",
                "\(minPath): \(least) is more than `\(maxPath)`",
                at: minPath,
                detail: "maximum \(most)"
            )
        }
        return Int(least)...Int(most)
    }
}
