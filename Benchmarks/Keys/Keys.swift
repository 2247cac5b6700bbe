import ExactMath
import Explorer
import Scenes

/// Prints for every built-in scene, or for the scenes that are named, how long its first frame takes, and its slowest key from the key to the finished frame:
/// `swift run --package-path Benchmarks -c release keys [SCENE…]`.
@main
enum Keys {
    static func main() throws {
        // As the program does.
        FreedMemory.keep()
        print("| scene | first frame, ms | keys | median, ms | slowest, ms | slowest key |")
        print("|---|---|---|---|---|---|")
        let named = Array(CommandLine.arguments.dropFirst())
        for name in named.isEmpty ? BuiltInScenes.all.map(\.name) : named {
            let timing = KeyTiming(try SceneLookup.scene(name).scene)
            guard let slowest = timing.slowest else { continue }
            defer {
                for key in named.isEmpty ? [] : timing.keys.prefix(20) {
                    print("\(key.name): \(milliseconds(key.duration)) ms")
                }
            }
            print(
                "| \(name) | \(milliseconds(timing.firstFrame)) | \(timing.keys.count)"
                    + " | \(milliseconds(timing.keys[timing.keys.count / 2].duration))"
                    + " | \(milliseconds(slowest.duration)) | \(slowest.name) |")
        }
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        return "\((seconds * 1e6).rounded() / 1e3)"
    }
}
