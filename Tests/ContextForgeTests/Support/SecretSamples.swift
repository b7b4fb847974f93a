import TestSupport

@testable import ContextForge
@testable import Rows

/// A dataset that is made with secrets.
struct SecretSamples {
    static let password = "Sample-Pa55word!"
    static let all = SecretTexts([
        .userPassword: password,
        .tokenSigning: "a key of thirty-two characters..",
        .encryption: "an encryption secret of the gateway",
    ])

    let configuration: DatasetConfiguration
    let catalogue: GatewayDataset

    init(
        _ configuration: DatasetConfiguration,
        _ texts: SecretTexts = SecretSamples.all
    ) throws {
        var configuration = configuration
        configuration.secrets = try SecretFingerprints(texts, of: configuration)
        self.configuration = configuration
        catalogue = GatewayDataset(
            configuration,
            secrets: try DatasetSecrets(texts, seed: configuration.seed)
        )
    }

    /// The rows of a table.
    func contents(_ table: String) -> TableContents {
        guard let table = catalogue.table(named: table) else {
            preconditionFailure("no table \(table)")
        }
        return TableContents(table)
    }

    /// What `write` writes.
    static func text(_ write: (inout ByteWriter) -> Void) -> String {
        var writer = ByteWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
