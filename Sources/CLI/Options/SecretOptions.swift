import ArgumentParser
import ContextForge
import Executor
import Foundation
import Planner
import Rows

/// Where the secrets are that rows are made with: always in environment variables, so that neither
/// the command line nor a file holds them.
struct SecretOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Environment variable with a password for every active user (default: none, nobody can log in)",
            valueName: "name"
        )
    )
    var userPasswordEnv: String?

    @Option(
        help: ArgumentHelp(
            "Environment variable with the gateway's JWT_SECRET_KEY, for API tokens that work",
            valueName: "name"
        )
    )
    var jwtSecretEnv: String?

    @Option(
        help: ArgumentHelp(
            "Environment variable with the gateway's AUTH_ENCRYPTION_SECRET, for objects with credentials",
            valueName: "name"
        )
    )
    var encryptionSecretEnv: String?

    func validate() throws {
        for purpose in SecretPurpose.allCases {
            guard let name = variable(for: purpose) else { continue }
            // Never repeated: it may be the secret itself, given by mistake.
            guard name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else {
                throw ValidationError(
                    "\(purpose.option): give the name of an environment variable, not the secret"
                )
            }
        }
    }

    /// The secrets of a new plan: those that the options name, and the password that the profile
    /// does.
    func read(for profile: Profile) throws(SecretError) -> GivenSecrets {
        var given = GivenSecrets()
        for purpose in SecretPurpose.allCases {
            var name = variable(for: purpose)
            var source = SecretSource(key: purpose.option)
            if name == nil, purpose == .userPassword, let asked = profile.userPassword {
                name = asked.variable
                source = SecretSource(
                    key: "realism.user_password_env",
                    place: asked.location.description
                )
            }
            guard let name else { continue }
            given.add(try SecretOptions.text(name, source), for: purpose, variable: name)
        }
        try SecretOptions.checkPassword(given, profile)
        return given
    }

    /// The catalogue with the secrets of a run, read from the variables that the options or the run
    /// name; each must be the one that the run was planned with.
    ///
    /// `wanted` are those that are needed; rows that are made with others must not be written then.
    func catalogue(
        for request: RunRequest,
        run number: Int64,
        only wanted: [SecretPurpose] = SecretPurpose.allCases
    ) throws(SecretError) -> Catalogue {
        let configuration = request.recipe.dataset
        var given = GivenSecrets()
        for purpose in wanted {
            let isUsed = configuration.secrets?[purpose] != nil
            guard isUsed else {
                if variable(for: purpose) == nil { continue }
                throw SecretError(
                    code: "secret-unused",
                    message: "\(purpose.option): run \(number) was planned without it",
                    hint: "Leave the option out, or start a new run with it."
                )
            }
            let name = variable(for: purpose) ?? request.secretVariables?[purpose.rawValue]
            guard let name, let text = SecretOptions.environment(name) else {
                throw SecretError(
                    code: "secret-missing",
                    message: "could not make the rows of run \(number) again: they need "
                        + "\(purpose.title)",
                    // What an option names may be the secret itself.
                    detail: variable(for: purpose) == nil
                        ? name.map { "the environment variable \($0) is not set" }
                        : "the environment variable that \(purpose.option) names is not set",
                    hint:
                        "Set the variable to the value it had when the run started, or name another "
                        + "with \(purpose.option)."
                )
            }
            given.add(text, for: purpose, variable: name)
        }
        let found = try SecretFingerprints(given.texts, of: configuration)
        for purpose in given.texts.purposes
        where found?[purpose] != configuration.secrets?[purpose] {
            throw SecretError(
                code: "secret-mismatch",
                message: "could not make the rows of run \(number) again: \(purpose.title) is not "
                    + "the one that the run started with",
                detail: "fingerprint: expected \(SecretOptions.short(configuration, purpose)), "
                    + "found \(found?[purpose]?.prefix(12) ?? "none")",
                hint:
                    "Set the variable to the value it had when the run started, or start a new run."
            )
        }
        return .contextForge(
            with: try DatasetSecrets(given.texts, seed: configuration.seed)
        )
    }

    /// What options are given for.
    var given: [SecretPurpose] { SecretPurpose.allCases.filter { variable(for: $0) != nil } }

    private func variable(for purpose: SecretPurpose) -> String? {
        switch purpose {
        case .userPassword: userPasswordEnv
        case .tokenSigning: jwtSecretEnv
        case .encryption: encryptionSecretEnv
        }
    }

    private static func short(
        _ configuration: DatasetConfiguration,
        _ purpose: SecretPurpose
    ) -> String {
        configuration.secrets?[purpose].map { String($0.prefix(12)) } ?? "none"
    }

    /// The value of a variable; nil when it is not set or empty.
    private static func environment(_ name: String) -> String? {
        let text = ProcessInfo.processInfo.environment[name] ?? ""
        return text.isEmpty ? nil : text
    }

    private static func text(
        _ name: String,
        _ source: SecretSource
    ) throws(SecretError) -> String {
        if let text = environment(name) { return text }
        throw SecretError(
            code: "secret-unset",
            message: "\(source.key): the environment variable that it names is not set, or empty",
            place: source.place,
            hint: "Export the secret under that name; the name is all that is written down."
        )
    }

    private static func checkPassword(
        _ given: GivenSecrets,
        _ profile: Profile
    ) throws(SecretError) {
        guard let password = given.texts[.userPassword] else { return }
        let faults = PasswordRules.faults(of: password)
        guard faults.isEmpty else {
            throw SecretError(
                code: "weak-password",
                message: "could not use the users' password: the gateway's rules refuse it",
                detail: "it has " + faults.joined(separator: ", "),
                hint:
                    "Choose one of \(PasswordRules.lengthMin) or more characters with upper-case, "
                    + "lower-case and special ones."
            )
        }
    }
}

/// Secrets with the variables that they came from.
struct GivenSecrets {
    /// The secrets.
    private(set) var texts = SecretTexts()
    /// The variables by ``ContextForge/SecretPurpose``, as the journal keeps them.
    private(set) var variables: [String: String] = [:]

    /// Adds a secret.
    mutating func add(_ text: String, for purpose: SecretPurpose, variable: String) {
        texts = texts.adding(text, for: purpose)
        variables[purpose.rawValue] = variable
    }
}

/// What asks for a secret, for messages.
private struct SecretSource {
    /// The option or the profile's key.
    let key: String
    /// The place in the profile.
    var place: String?
}
