import Foundation
import Recurrence
import Scenes

/// Two trainings from the same weights, one with the scene's clip and one without it.
struct TwinReport {
    private let scene: Scene
    private let name: String
    private let log: TrainCommand.LogFormat?

    init(_ scene: Scene, name: String, log: TrainCommand.LogFormat?) {
        self.scene = scene
        self.name = name
        self.log = log
    }

    func run() throws {
        guard scene.training?.clip != nil else {
            throw Failure(
                .usage, "\(name): --twin compares with and without a clip, and the scene has no training.clip")
        }
        let twin = TwinRun(scene)
        switch log {
        case .csv: Output.write(twin.csv)
        case .json: Output.write(twin.json)
        case nil: Output.write(twin.table)
        }
    }
}
