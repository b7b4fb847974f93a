import Rows

extension Release {
    /// The supported releases of the gateway, oldest first.
    ///
    /// Source: the final revision of each release's migrations.
    static let gateway = Release.all([
        "1.0.3": "0a089912b5f0", "1.0.4": "6c0e5f8a9b1d", "1.0.5": "e198602c3c1e",
        "1.0.6": "b6c7d8e9f0a1", "1.0.7": "7ab59991e017", "1.0.8": "e4f5a6b7c8d9",
        "1.0.9": "12d4a0c7789c", "1.0.10": "12d4a0c7789c", "1.0.11": "5e211ec89cad",
        "1.1.0": "c7e91a2b4d60",
    ])

    /// A release that the sources name.
    ///
    /// - Precondition: It is among ``gateway``.
    static func known(_ name: String) -> Release {
        guard let release = gateway.first(where: { $0.name == name }) else {
            preconditionFailure("\(name) is no known release")
        }
        return release
    }
}
