// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6 language mode with complete concurrency checking, and no warnings.
/// `treatAllWarnings` (unlike `unsafeFlags`) does not keep other packages from depending on this one.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Tests are run once each and not optimised, also where what they test is.
let tested: [SwiftSetting] = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let orderedCollections: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "Canvass",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "canvass", targets: ["canvass"]),
        .library(name: "Spreadsheets", targets: ["Spreadsheets"]),
        .library(name: "CodeLists", targets: ["CodeLists"]),
        .library(name: "StableStorage", targets: ["StableStorage"]),
        .library(name: "SurveyModel", targets: ["SurveyModel"]),
        .library(name: "Extract", targets: ["Extract"]),
        .library(name: "Transform", targets: ["Transform"]),
        .library(name: "Validate", targets: ["Validate"]),
        .library(name: "Load", targets: ["Load"]),
        .library(name: "Report", targets: ["Report"]),
        .library(name: "Pipeline", targets: ["Pipeline"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The system libraries.
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        // Calls of Linux that Swift does not import, for workers and what they read; empty elsewhere.
        .target(name: "CLinux"),

        // What stands alone: spreadsheets know no survey, code lists no spreadsheet, stable storage no content.
        .target(name: "StableStorage", swiftSettings: strict),
        .target(name: "Spreadsheets", dependencies: ["CLibXML2", "CLinux", "CZlib"], swiftSettings: strict),
        .target(name: "CodeLists", resources: [.copy("Resources")], swiftSettings: strict),
        .target(name: "SurveyModel", dependencies: [orderedCollections, yams], swiftSettings: strict),

        // The stages, in the order in which data flows. None imports another.
        .target(
            name: "Extract", dependencies: [orderedCollections, "Spreadsheets", "SurveyModel"], swiftSettings: strict),
        .target(
            name: "Transform", dependencies: [orderedCollections, "CodeLists", "SurveyModel"], swiftSettings: strict),
        .target(
            name: "Validate", dependencies: [orderedCollections, "SurveyModel", grdb, grdbSQLite], swiftSettings: strict
        ),
        .target(
            name: "Load", dependencies: [orderedCollections, "StableStorage", "SurveyModel", crypto, grdb, grdbSQLite],
            swiftSettings: strict),
        .target(
            name: "Report", dependencies: [orderedCollections, "Spreadsheets", "SurveyModel", crypto, mustache],
            resources: [.copy("Resources")], swiftSettings: strict),

        // What wires them.
        .target(
            name: "Pipeline",
            dependencies: [
                "CLinux", "CodeLists", "Extract", "Load", "Report", "Spreadsheets", "StableStorage", "SurveyModel",
                "Transform", "Validate", crypto, grdb, logging, orderedCollections,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "canvass",
            dependencies: ["Pipeline", "SurveyModel", argumentParser, logging],
            swiftSettings: strict,
            // Loading Swift's libraries at run time takes longer than reading a small return does.
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-static-stdlib", "-use-ld=lld", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims",
                        "-l_FoundationCollections", "-ldispatch", "-lBlocksRuntime", "-lstdc++",
                    ], .when(platforms: [.linux], configuration: .release))
            ]),

        // What several targets of tests share.
        .target(name: "TestMeasurement", path: "Tests/TestMeasurement", swiftSettings: tested),
        .testTarget(name: "StableStorageTests", dependencies: ["StableStorage"], swiftSettings: tested),
        .testTarget(
            name: "SpreadsheetsTests", dependencies: ["CZlib", "Spreadsheets"], exclude: ["Fixtures"],
            swiftSettings: tested),
        .testTarget(name: "CodeListsTests", dependencies: ["CodeLists", "TestMeasurement"], swiftSettings: tested),
        .testTarget(
            name: "SurveyModelTests", dependencies: [orderedCollections, "SurveyModel", yams], swiftSettings: tested),
        .testTarget(
            name: "ExtractTests", dependencies: [orderedCollections, "Extract", "Spreadsheets", "SurveyModel"],
            exclude: ["Fixtures"],
            swiftSettings: tested),
        .testTarget(
            name: "TransformTests", dependencies: [orderedCollections, "CodeLists", "SurveyModel", "Transform"],
            swiftSettings: tested),
        .testTarget(
            name: "ValidateTests",
            dependencies: [orderedCollections, "SurveyModel", "TestMeasurement", "Validate", grdb],
            swiftSettings: tested),
        .testTarget(
            name: "LoadTests", dependencies: [orderedCollections, "Load", "SurveyModel", "Validate", crypto, grdb],
            exclude: ["Golden"],
            swiftSettings: tested),
        .testTarget(
            name: "ReportTests", dependencies: ["Report", "Spreadsheets", "SurveyModel"], exclude: ["Fixtures"],
            swiftSettings: tested),
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                orderedCollections, logging, "CZlib", "Extract", "Load", "Pipeline", "Spreadsheets", "StableStorage",
                "SurveyModel", "TestMeasurement", "Validate", grdb,
            ],
            exclude: ["Fixtures"],
            swiftSettings: tested),
        .testTarget(
            name: "AcceptanceTests", dependencies: ["Spreadsheets", "SurveyModel", crypto],
            exclude: ["Blanks", "Golden", "Hostile"],
            swiftSettings: tested),
    ]
)
