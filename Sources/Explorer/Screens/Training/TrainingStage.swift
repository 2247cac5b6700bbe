import Scenes
import TerminalUI
import Wording

/// A screen on which networks train: its keys move along epochs instead of moments, and it goes on by itself.
protocol TrainingStage: NamedScreen {
    var group: TrainingGroup { get set }
    /// The version of the scene that it knows; see `Explorer.edition`.
    var edition: Int { get set }
    /// Begins anew from the explorer's scene, unless that is one of its own making.
    mutating func begin(_ explorer: Explorer)
    /// Whether something beside the trainings is being computed.
    var isComputing: Bool { get }
    /// Takes over what else has been computed.
    mutating func collect(isWaiting: Bool)
}

extension TrainingStage {
    static func obstacle(_ explorer: Explorer) -> String? {
        explorer.session?.scene.nothingToLearn.map { "\($0), so nothing trains" }
    }

    var shared: SharedKeys { [.screens, .always] }

    var isComputing: Bool { false }
    mutating func collect(isWaiting: Bool) {}

    var pace: Duration? { group.isBusy || isComputing ? .milliseconds(40) : nil }

    mutating func tick(_ explorer: inout Explorer) {
        let wasRunning = group.isRunning
        group.tick()
        collect(isWaiting: false)
        if wasRunning, !group.isRunning { sayWhyItStopped(&explorer) }
    }

    mutating func settle(_ explorer: inout Explorer) {
        let wasRunning = group.isRunning
        group.settle()
        collect(isWaiting: true)
        if wasRunning { sayWhyItStopped(&explorer) }
    }

    private func sayWhyItStopped(_ explorer: inout Explorer) {
        guard group.isOver, let divergence = group.runs.first?.divergence else { return }
        explorer.message = .init(divergence.words(Numbers(explorer.glyphs)))
    }

    mutating func notice(_ explorer: inout Explorer) {
        if explorer.edition != edition {
            edition = explorer.edition
            begin(explorer)
        }
        collect(isWaiting: false)
    }

    mutating func go(toEpoch epoch: Int, _ explorer: inout Explorer) -> Bool {
        move(to: epoch, &explorer)
        return true
    }

    private mutating func move(to epoch: Int, _ explorer: inout Explorer) {
        if epoch > group.front, group.isOver {
            explorer.message = .init("it has left the finite numbers and cannot go on; ← goes back")
        } else if epoch < group.first {
            explorer.message = .init("the first weights are those after \(Words.count(group.first, "epoch"))")
        }
        group.go(to: epoch)
    }

    /// The keys that move along epochs.
    var epochKeys: [ScreenKey<Self>] {
        let isRunning = group.isRunning
        let atStart = group.heading <= group.first ? "these are the first weights" : nil
        let isOver = group.isOver && group.epoch >= group.front ? "it has left the finite numbers; ← goes back" : nil
        func key(
            _ keys: [Key], _ word: String, footer: String? = nil, help: String, takesCount: Bool = false,
            disabled: String? = nil, act: @escaping ScreenDeed<Self>
        ) -> ScreenKey<Self> {
            ScreenKey(
                keys, words: [word], footer: footer, help: help, section: "Training", takesCount: takesCount,
                disabled: disabled, act: act)
        }
        return [
            key(
                [.character("a")], "play", footer: isRunning ? "pause" : "train", help: isRunning ? "pause" : "train",
                disabled: isOver
            ) { screen, _, _ in screen.group.toggle() },
            key(
                [.right, .character("l"), .character(" ")], "next", footer: "epoch", help: "one epoch on",
                takesCount: true, disabled: isOver
            ) { screen, explorer, press in screen.move(to: screen.group.heading + press.times, &explorer) },
            key(
                [.left, .character("h"), .character("p"), .backspace], "back", footer: "back", help: "an epoch back",
                takesCount: true, disabled: atStart
            ) { screen, explorer, press in
                screen.move(to: max(screen.group.first, screen.group.heading - press.times), &explorer)
            },
            key([.home], "first", help: "the first weights") { screen, _, _ in
                screen.group.go(to: screen.group.first)
            },
            key([.end], "last", help: "the latest epoch") { screen, _, _ in screen.group.go(to: screen.group.front) },
            ScreenKey([.character("t")], help: "go to an epoch; epoch N", section: "Training") { _, explorer, _ in
                explorer.push(EpochPrompt())
            },
        ]
    }
}
