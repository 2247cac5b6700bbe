import Explorer
import Scenes

/// Prints for every built-in scene how long its first frame takes, and its slowest key from the key to the finished frame:
/// `swift run --package-path Benchmarks -c release keys`.
@main
enum Keys {
    static func main() throws {
        print("| scene | first frame, ms | keys | median, ms | slowest, ms | slowest key |")
        print("|---|---|---|---|---|---|")
        for builtIn in BuiltInScenes.all {
            let timing = KeyTiming(try SceneLookup.scene(builtIn.name).scene)
            guard let slowest = timing.slowest else { continue }
            print(
                "| \(builtIn.name) | \(milliseconds(timing.firstFrame)) | \(timing.keys.count)"
                    + " | \(milliseconds(timing.keys[timing.keys.count / 2].duration))"
                    + " | \(milliseconds(slowest.duration)) | \(slowest.name) |")
        }
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        return "\((seconds * 1e6).rounded() / 1e3)"
    }
}
