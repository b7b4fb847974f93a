// swift-tools-version: 6.3

import PackageDescription

/// Computes and checks rows and profiles by the ten thousand: unoptimised, the tests of rows alone
/// take 10 s, so 1.3 s.
let bulkSettings: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// Lets the loops over rows be compiled into the modules that call them, functions of up to 200
/// instructions included: without it, a row of profile small takes 828 ns in place of 767
/// (`gatefill-bench rows --profile small --rows 20000 --repeats 3`).
let inlinedSettings: [SwiftSetting] =
    bulkSettings + [
        .unsafeFlags(["-cross-module-optimization", "-Xllvm", "-cmo-function-size-limit=200"])
    ]

let package = Package(
    name: "gatefill",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "gatefill", targets: ["CLI"]),
        .executable(name: "gatefill-bench", targets: ["Benchmark"]),
        .library(name: "FaultyDisk", type: .dynamic, targets: ["FaultyDisk"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CPostgres",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]
        ),
        .systemLibrary(name: "CFileSystem"),
        .target(name: "Faults"),
        .systemLibrary(
            name: "CArgon2",
            pkgConfig: "libargon2",
            providers: [.apt(["libargon2-dev"])]
        ),
        .target(
            name: "Rows",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: inlinedSettings
        ),
        .target(
            name: "ContextForge",
            dependencies: [
                "Rows",
                "CArgon2",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: bulkSettings
        ),
        .target(
            name: "Planner",
            dependencies: [
                "Rows",
                .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: bulkSettings
        ),
        .target(
            name: "Journal",
            dependencies: [
                "Faults",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "Targets",
            dependencies: [
                "Rows",
                "Faults",
                "CFileSystem",
                "CPostgres",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "Executor",
            dependencies: [
                "Faults",
                "Planner",
                "Rows",
                "Targets",
                "Journal",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "Executor",
                "Faults",
                "Planner",
                "ContextForge",
                "Rows",
                "Targets",
                "Journal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "Benchmark",
            dependencies: [
                "Planner",
                "ContextForge",
                "Rows",
                "Targets",
                "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "ContextForge", "Planner", "Rows", "Targets",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Tests/TestSupport",
            swiftSettings: bulkSettings
        ),
        .testTarget(
            name: "ContextForgeTests",
            dependencies: [
                "ContextForge", "Planner", "Rows",
                "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            exclude: ["Golden"],
            swiftSettings: bulkSettings
        ),
        .testTarget(
            name: "PlannerTests",
            dependencies: ["ContextForge", "Planner", "Rows", "TestSupport"]
        ),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Journal", "TestSupport"],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "TargetsTests",
            dependencies: [
                "Targets",
                "ContextForge",
                "Rows",
                "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "ExecutorTests",
            dependencies: [
                "Executor", "Planner", "ContextForge", "Rows", "Targets", "Journal", "TestSupport",
            ]
        ),
        .testTarget(
            name: "CLITests",
            dependencies: [
                "CLI", "Executor", "Planner", "ContextForge", "Rows", "Targets", "Journal",
                "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
            ],
            exclude: ["Expected"]
        ),
        // Preloaded into programs under test: a disk that fails when it is told to.
        .target(name: "FaultyDisk", path: "Tests/FaultyDisk"),
        .testTarget(
            name: "BenchmarkTests",
            dependencies: [
                "Benchmark", "Planner", "ContextForge", "Rows", "Targets", "TestSupport",
            ]
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "CLI", "Planner", "ContextForge", "Rows", "Faults", "Targets", "TestSupport",
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
