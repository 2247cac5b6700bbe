import Recurrence
import Scenes
import TerminalUI

/// A training as it goes: the loss over epochs, the gradient's norm before and after the clip, and what the gates do under the present weights.
struct TrainingScreen: TrainingStage {
    static let name = "training"
    static let key = Key.character("L")
    static let title = "Training: the weights move, epoch by epoch"
    static let phrases = [EpochPrompt.phrase, TaskPage.phrase]

    var group: TrainingGroup
    var edition: Int
    /// Versions of the scene that belong to this training: where it began, and what was stepped into.
    private var known: [Scene]
    private var slider = 0
    /// From 0.
    private var unit = 0

    init(_ explorer: Explorer) {
        edition = explorer.edition
        known = explorer.session.map { [$0.scene] } ?? []
        group = TrainingGroup(explorer.session.map { [WatchedTraining($0)] } ?? [])
    }

    var offers: [String] { [StepScreen.name] }

    mutating func begin(_ explorer: Explorer) {
        guard let session = explorer.session, !known.contains(session.scene) else { return }
        known = [session.scene]
        let before = group.runs.first.map { $0.left + [$0.records] } ?? []
        group = TrainingGroup([WatchedTraining(session, besides: before.filter { !$0.isEmpty })])
    }

    func keys(_ explorer: Explorer) -> [ScreenKey<TrainingScreen>] {
        let sliders = self.sliders
        let isAlone = sliders.count < 2 ? "this training has no clip, so only the rate moves" : nil
        return epochKeys + [
            ScreenKey(
                [.enter], words: ["in"], footer: "step into", help: "step through the next epoch under these weights",
                section: "Training"
            ) { screen, explorer, _ in screen.stepInto(&explorer) },
            .looking([.character(",")], "slider", "the other slider: rate, threshold", disabled: isAlone) {
                screen, _, press in screen.slider = (screen.slider + press.times).modulo(max(1, sliders.count))
            },
            .looking([.character("+")], "more", "the slider up; training goes on from the epoch looked at") {
                screen, explorer, press in screen.slide(by: press.times, &explorer)
            },
            .looking([.character("-")], "less", "the slider down") { screen, explorer, press in
                screen.slide(by: -press.times, &explorer)
            },
            .looking([.character("["), .up, .character("k")], "left", "the unit before") {
                $0.move(units: -$2.times)
            },
            .looking([.character("]"), .down, .character("j")], "right", "the next unit") { $0.move(units: $2.times) },
            ScreenKey(
                [.character("o")], words: ["tasks"], footer: "tasks",
                help: "the tasks that networks are trained on: open one", section: "Training"
            ) { _, explorer, _ in explorer.push(TaskPage()) },
            ScreenKey(
                [.character("w")], help: "write the scene with these weights (.yaml), or this screen (.txt, .svg)",
                section: "Training"
            ) { screen, explorer, _ in
                screen.putInPlace(&explorer)
                explorer.push(SavePrompt())
            },
            ScreenKey(
                [CharactersScreen.key], words: [CharactersScreen.name],
                footer: explorer.obstacle(to: CharactersScreen.self) == nil ? "the text" : nil,
                help: "the text as these weights read it", section: "Screens",
                disabled: explorer.obstacle(to: CharactersScreen.self)
            ) { screen, explorer, _ in
                screen.putInPlace(&explorer)
                explorer.show(CharactersScreen.self)
            },
        ]
    }

    private var sliders: [TrainingSlider] {
        TrainingSlider.allCases.filter { slider in
            group.runs.first.map { slider.position(in: $0.scene) != nil } ?? false
        }
    }

    private mutating func move(units delta: Int) {
        guard let run = group.runs.first else { return }
        unit = max(0, min(GateStrips(run.look.trace).width - 1, unit + delta))
    }

    private mutating func slide(by notches: Int, _ explorer: inout Explorer) {
        let sliders = sliders
        guard !sliders.isEmpty, let run = group.runs.first else { return }
        let chosen = sliders[min(slider, sliders.count - 1)]
        let left = run.epoch < run.latest
        group.change { $0.change { chosen.move(&$0, by: notches) } }
        guard let moved = group.runs.first, let position = chosen.position(in: moved.scene) else { return }
        let rest = left ? "; what came after stays as a dim curve" : ""
        explorer.message = .init(
            "\(chosen.title) \(Numbers(explorer.glyphs).short(position)) from epoch \(moved.epoch + 1) on\(rest)")
    }

    /// Makes the weights that are looked at those of the open scene; undo brings the others back.
    private mutating func putInPlace(_ explorer: inout Explorer) {
        group.pause()
        group.settle()
        guard let run = group.runs.first, explorer.session?.scene != run.trained else { return }
        let trained = run.trained
        explorer.change(to: trained)
        edition = explorer.edition
        known.append(trained)
    }

    private mutating func stepInto(_ explorer: inout Explorer) {
        putInPlace(&explorer)
        explorer.go(to: Playhead(position: 0))
        // Beside a lesson the screens are the lesson's.
        let isAlone = explorer.screenName == Self.name
        if isAlone { explorer.show(StepScreen.self) }
        if let epoch = explorer.session?.epoch {
            let way = isAlone ? "L goes back to the training" : "s steps through it"
            explorer.message = .init("epoch \(epoch) under the trained weights; \(way)")
        }
    }

    private var chosenSlider: TrainingSlider? {
        sliders.isEmpty ? nil : sliders[min(slider, sliders.count - 1)]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        guard let run = group.runs.first else { return }
        TrainingPicture(run, explorer, unit: unit, slider: chosenSlider).draw(&grid)
    }

    func words(_ explorer: Explorer) -> LinearText {
        group.runs.first.map { TrainingPicture($0, explorer, unit: unit, slider: chosenSlider).words } ?? LinearText()
    }

    func sentence(_ explorer: Explorer) -> String? {
        group.runs.first.map { TrainingPicture($0, explorer, unit: unit, slider: chosenSlider).sentence }
    }
}
