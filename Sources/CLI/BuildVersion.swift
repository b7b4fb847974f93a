import ContextForge
import Rows

/// What this build calls itself.
enum BuildVersion {
    /// Version of the program.
    static let program = "0.1.0"
    /// Program and generator, as `--version` prints them.
    static let text = "\(program) (generator \(Catalogue.contextForge.generatorVersion))"
}
