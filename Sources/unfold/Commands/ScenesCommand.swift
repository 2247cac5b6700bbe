import ArgumentParser
import Scenes

struct ScenesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenes", abstract: "List the built-in scenes with their titles.")

    @Flag(help: "Only the names, one a line.")
    var names = false

    func run() {
        let scenes = BuiltInScenes.all
        let width = scenes.map(\.name.count).max() ?? 0
        for scene in scenes {
            let padding = String(repeating: " ", count: width - scene.name.count + 2)
            Output.write(names ? "\(scene.name)\n" : "\(scene.name)\(padding)\(scene.title)\n")
        }
    }
}
