// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "unfold",
    products: [
        .executable(name: "unfold", targets: ["unfold"]),
        // For Benchmarks/, which is a package of its own.
        .library(
            name: "UnfoldLibrary",
            targets: ["Wording", "ExactMath", "Formula", "Recurrence", "Scenes", "Exercises", "TerminalUI", "Explorer"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        // For the tests alone.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .target(name: "CKernels"),
        .target(name: "Wording"),
        .testTarget(name: "WordingTests", dependencies: ["Wording"]),
        .target(name: "ExactMath", dependencies: ["CKernels", "Wording", "BigInt"]),
        .testTarget(name: "ExactMathTests", dependencies: ["ExactMath", "BigInt"], exclude: ["Data"]),
        .target(name: "Formula", dependencies: ["Wording", "ExactMath", "BigInt"]),
        .testTarget(
            name: "FormulaTests", dependencies: ["TestSupport", "Formula", "Wording", "ExactMath"], exclude: ["Kept"]),
        .target(name: "Recurrence", dependencies: ["Formula", "Wording", "ExactMath", "CKernels"]),
        .testTarget(name: "RecurrenceTests", dependencies: ["Recurrence", "ExactMath", "Scenes"]),
        .target(name: "CBuiltIns"),
        .target(
            name: "Scenes",
            dependencies: ["Recurrence", "Formula", "Wording", "ExactMath", "CBuiltIns", "BigInt", "Yams"]),
        .target(name: "Weights", dependencies: ["Scenes", "Wording", "Recurrence", "ExactMath"]),
        .testTarget(
            name: "WeightsTests", dependencies: ["Weights", "Scenes", "Recurrence", "ExactMath"], exclude: ["Data"]),
        .testTarget(
            name: "ScenesTests",
            dependencies: ["TestSupport", "Scenes", "Wording", "Formula", "Recurrence", "ExactMath", "BigInt"],
            exclude: ["Worked"]),
        .target(
            name: "Exercises", dependencies: ["Wording", "ExactMath", "Formula", "Recurrence", "Scenes", "BigInt"]),
        .testTarget(
            name: "ExercisesTests",
            dependencies: ["TestSupport", "Exercises", "Wording", "ExactMath", "Formula", "Recurrence", "Scenes"],
            exclude: ["Data"]),
        .target(
            name: "Lessons",
            dependencies: ["Wording", "ExactMath", "Formula", "Recurrence", "Scenes", "Exercises", "CBuiltIns"]),
        .testTarget(
            name: "LessonsTests",
            dependencies: ["Lessons", "Scenes", "Exercises", "Recurrence", "Wording", "TerminalUI"],
            exclude: ["LectureClaims.md"]),
        .target(
            name: "Verify",
            dependencies: ["Wording", "ExactMath", "Formula", "Recurrence", "Scenes", "Weights", "Exercises"]),
        .testTarget(
            name: "VerifyTests",
            dependencies: ["TestSupport", "Verify", "ExactMath", "Recurrence", "Exercises", "Scenes", "Weights"],
            exclude: ["Data"]),
        .target(name: "TerminalUI", dependencies: ["Wording"]),
        .target(
            name: "Explorer",
            dependencies: [
                "Wording", "ExactMath", "Formula", "Recurrence", "Scenes", "Exercises", "Lessons", "TerminalUI",
            ]),
        .testTarget(
            name: "ExplorerTests",
            dependencies: ["TestSupport", "Explorer", "Lessons", "Scenes", "Recurrence", "ExactMath", "TerminalUI"],
            exclude: ["Screens"]),
        .target(name: "CNCurses", linkerSettings: [.linkedLibrary("ncursesw")]),
        .target(name: "Curses", dependencies: ["CNCurses", "TerminalUI"]),
        .testTarget(name: "TerminalUITests", dependencies: ["TerminalUI", "ExactMath"]),
        .executableTarget(
            name: "unfold",
            dependencies: [
                "Wording", "ExactMath", "Formula", "Recurrence", "Scenes", "Weights", "Exercises", "Lessons", "Verify",
                "TerminalUI", "Explorer", "Curses",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Wording", "ExactMath", "Formula", "Recurrence", "Scenes", "Weights", "Exercises", "Lessons", "Verify",
                "TerminalUI", "Explorer",
            ]),
        .executableTarget(name: "FuzzRunner", dependencies: ["FuzzTargets", "Scenes"]),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"], exclude: ["Seeds"]),
        .testTarget(name: "EndToEndTests", dependencies: ["TestSupport", "Lessons", "Scenes"], exclude: ["Data"]),
    ]
)
