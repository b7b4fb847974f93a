import ArgumentParser
import ContextForge
import Rows

extension Release: ExpressibleByArgument {
    /// The release of a name.
    public init?(argument: String) {
        guard let release = Catalogue.contextForge.release(named: argument) else { return nil }
        self = release
    }

    /// Names of all releases.
    public static var allValueStrings: [String] { Catalogue.contextForge.releases.map(\.name) }
}
