import ArgumentParser
import Dataset

extension GatewayRelease: ExpressibleByArgument {
    /// The release of a name.
    package init?(argument: String) {
        guard let release = GatewayRelease.named(argument) else { return nil }
        self = release
    }

    /// Names of all releases.
    package static var allValueStrings: [String] { all.map(\.name) }
}
