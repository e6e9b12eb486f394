// swift-tools-version: 6.2
import PackageDescription

// Targets stand in flow order: source → fetch → parse → identify → deduplicate → append → announce.
// Only Polling sees two stages at once; `make check` builds with
// --explicit-target-dependency-import-check error, so an import that is not declared here fails.

// `make check` and CI set TIDINGS_STRICT: a warning in our own code is an error then.
let strict: [SwiftSetting] =
  Context.environment["TIDINGS_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
  strict + [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
// Binding some thirty values through GRDB costs more than SQLite's own work on the row.
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "tidings",
  products: [
    .executable(name: "tidings", targets: ["tidings"]),
    // For the packages in Benchmarks/ and Fuzz/; no interface that others may rely on.
    .library(name: "WebText", targets: ["WebText"]),
    .library(name: "FeedModel", targets: ["FeedModel"]),
    .library(name: "Parsing", targets: ["Parsing"]),
    .library(name: "Deduplicating", targets: ["Deduplicating"]),
    .library(name: "Storing", targets: ["Storing"]),
    .library(name: "FuzzChecks", targets: ["FuzzChecks"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // Layer 0: C libraries, each behind a typed shim.
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
    .systemLibrary(name: "CMalloc"),

    // Layer 1: vocabulary. Bytes and text of the web; the plain values that the stages hand on.
    .target(name: "WebText", swiftSettings: settings),
    .target(name: "FeedModel", dependencies: ["WebText"], swiftSettings: settings),

    // Layer 2: the stages. They never import each other.
    .target(
      name: "Fetching", dependencies: ["CCurl", "CZlib", "CBrotli", "CZstd", "WebText"],
      swiftSettings: settings),
    .target(name: "Parsing", dependencies: ["CLibXML2", "WebText", "FeedModel"], swiftSettings: settings),
    .target(
      name: "Deduplicating", dependencies: ["WebText", "FeedModel"], exclude: ["Tables"],
      swiftSettings: settings),
    .target(
      name: "Storing", dependencies: ["CZstd", "WebText", "FeedModel", grdb, sqlite, system, log],
      swiftSettings: settings),
    .target(name: "Scheduling", dependencies: ["WebText", "FeedModel"], swiftSettings: settings),

    // Layer 3: the front page. One poll of one source, and the poller that runs many.
    .target(
      name: "Polling",
      dependencies: [
        "WebText", "FeedModel", "Fetching", "Parsing", "Deduplicating", "Storing", "Scheduling", log,
      ], swiftSettings: settings),

    // Layer 4: what surrounds it: configuration, systemd, the daemon, the commands.
    .target(name: "Configuration", dependencies: ["WebText", yams], swiftSettings: settings),
    .target(name: "Systemd", dependencies: ["WebText", log], swiftSettings: settings),
    .target(
      name: "Daemon",
      dependencies: [
        "WebText", "FeedModel", "Fetching", "Parsing", "Deduplicating", "Storing", "Scheduling", "Polling",
        "Configuration", "Systemd", log, lifecycle, signals,
      ], swiftSettings: settings),
    .executableTarget(
      name: "tidings",
      dependencies: [
        "WebText", "FeedModel", "Parsing", "Deduplicating", "Storing", "Polling", "Configuration",
        "Systemd", "Daemon", "CMalloc", arguments, log,
      ], swiftSettings: settings),

    // What fuzzers and tests both check.
    .target(
      name: "FuzzChecks", dependencies: ["WebText", "FeedModel", "Fetching", "Parsing", "Storing", log],
      path: "Fuzz/Sources/FuzzChecks", swiftSettings: settings),

    // Tests mirror the sources; fixtures are read from beside them.
    .target(name: "TestSupport", dependencies: [log], path: "Tests/TestSupport", swiftSettings: settings),
    // A file system that crashes, and the faults that `make faults` drives through it.
    .target(
      name: "FaultModel", dependencies: ["WebText", "FeedModel", "Storing", log, system],
      path: "Tests/FaultModel", swiftSettings: settings),
    .executableTarget(
      name: "FaultDriver", dependencies: ["FaultModel"], path: "Tests/FaultDriver", swiftSettings: settings),
    // Sources with rhythms, and rules for when to poll them: `make week`.
    .target(
      name: "SimulatedWeek", dependencies: ["Scheduling", "FeedModel", "WebText"],
      path: "Tests/SimulatedWeek", swiftSettings: settings),
    .executableTarget(
      name: "WeekDriver", dependencies: ["SimulatedWeek"], path: "Tests/WeekDriver", swiftSettings: settings),
    .testTarget(name: "WebTextTests", dependencies: ["WebText"], swiftSettings: settings),
    .testTarget(
      name: "FetchingTests", dependencies: ["Fetching", "WebText", "TestSupport"], exclude: ["Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "ParsingTests", dependencies: ["Parsing", "FeedModel", "WebText", "TestSupport"],
      exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "DeduplicatingTests", dependencies: ["Deduplicating", "FeedModel", "WebText"],
      exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "StoringTests",
      dependencies: [
        "FaultModel", "FaultDriver", "Storing", "FeedModel", "WebText", "TestSupport", grdb, log, system,
      ], swiftSettings: settings),
    .testTarget(
      name: "SchedulingTests", dependencies: ["Scheduling", "SimulatedWeek", "FeedModel", "WebText"],
      swiftSettings: settings),
    .testTarget(
      name: "PollingTests",
      dependencies: [
        "Polling", "Fetching", "Parsing", "Deduplicating", "Storing", "Scheduling", "FeedModel", "WebText",
        "TestSupport", "FaultModel", log,
      ], swiftSettings: settings),
    .testTarget(
      name: "ConfigurationTests", dependencies: ["Configuration", "WebText"], swiftSettings: settings),
    .testTarget(name: "SystemdTests", dependencies: ["Systemd", "WebText", log], swiftSettings: settings),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzChecks"], swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests", dependencies: ["tidings", "TestSupport", "WebText"], exclude: ["Fixtures"],
      swiftSettings: settings),
  ]
)
