import Foundation

/// The folder that holds `Package.swift`, found from this source file.
package enum PackageRoot {
    package static let path: String = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .path
}
