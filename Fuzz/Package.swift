// swift-tools-version: 6.2
import PackageDescription

// The programs that libFuzzer drives: `make fuzz` builds and runs them. What they check is FuzzChecks, a
// target of the package above, so that ordinary tests replay what was found.

let names = ["FuzzFeed", "FuzzDates", "FuzzCharset", "FuzzDecoding", "FuzzURLs", "FuzzLines", "FuzzRecovery"]

let package = Package(
  name: "tidings-fuzz",
  dependencies: [.package(name: "tidings", path: "..")],
  targets: names.map { name in
    .executableTarget(
      name: name, dependencies: [.product(name: "FuzzChecks", package: "tidings")],
      path: "Sources/\(name)",
      swiftSettings: [
        .swiftLanguageMode(.v6),
        // libFuzzer brings `main`.
        .unsafeFlags(["-parse-as-library"]),
      ])
  }
)
