// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that who builds or tests tidings need not fetch and build the benchmark runner.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "tidings-benchmarks",
  dependencies: [
    .package(name: "tidings", path: ".."),
    // Without its traits: they would bring an allocator and a runtime that count, and cost what they count.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .systemLibrary(name: "CBareXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    // The runner finds targets by their place: a folder Benchmarks/ inside the package.
    .executableTarget(
      name: "Speed",
      dependencies: [
        "CBareXML",
        .product(name: "WebText", package: "tidings"),
        .product(name: "FeedModel", package: "tidings"),
        .product(name: "Parsing", package: "tidings"),
        .product(name: "Deduplicating", package: "tidings"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/Speed",
      swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    ),
  ]
)
