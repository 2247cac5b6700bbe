// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "UnfoldBenchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "unfold", path: ".."),
        // Without its traits the package counts no allocations and needs no library of the system.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "UnfoldBenchmarks",
            dependencies: [
                .product(name: "UnfoldLibrary", package: "unfold"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/UnfoldBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        .executableTarget(
            name: "growth", dependencies: [.product(name: "UnfoldLibrary", package: "unfold")], path: "Growth"),
        .executableTarget(
            name: "keys", dependencies: [.product(name: "UnfoldLibrary", package: "unfold")], path: "Keys"),
        .executableTarget(
            name: "marking", dependencies: [.product(name: "UnfoldLibrary", package: "unfold")], path: "Marking"),
    ]
)
