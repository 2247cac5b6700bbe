import Recurrence
import Scenes
import TerminalUI

/// Two trainings from the same weights side by side, one with the scene's clip and one without it; and the cliff that throws the one that
/// is not clipped.
struct TwinScreen: TrainingStage {
    static let name = "twin"
    static let otherNames = ["twins", "cliff"]
    static let key = Key.character("d")
    static let title = "Twin run: with and without a clip, and the cliff"
    static let footer = "twin run"

    static func obstacle(_ explorer: Explorer) -> String? { nil }

    enum View: CaseIterable, Sendable { case curves, along, cliff }

    /// The clipped one first; empty where the scene has no clip.
    var group: TrainingGroup
    var edition: Int
    private var view = 0
    /// Updates shown on the cliff.
    private var updates = 12
    /// Whether only the foot of the cliff is shown.
    private var isNear = false
    private var along: LossAlongGradient?
    private var computing: Pending<LossAlongGradient>?

    /// As many updates as are worth seeing: the unclipped one has long stayed where it was thrown.
    static let mostUpdates = 60

    init(_ explorer: Explorer) {
        edition = explorer.edition
        group = TrainingGroup(Self.runs(explorer))
    }

    private static func runs(_ explorer: Explorer) -> [WatchedTraining] {
        guard let session = explorer.session, session.timeline.hasLoss, session.scene.training?.clip != nil else {
            return []
        }
        var unclipped = session.scene
        unclipped.training?.clip = nil
        return [WatchedTraining(session), WatchedTraining(session, as: unclipped)]
    }

    mutating func begin(_ explorer: Explorer) {
        group = TrainingGroup(Self.runs(explorer))
        (along, computing) = (nil, nil)
    }

    private var views: [View] { group.runs.isEmpty ? [.cliff] : View.allCases }
    private var chosen: View { views[min(view, views.count - 1)] }

    var offers: [String] { [TrainingScreen.name] }

    var isComputing: Bool { computing != nil }

    mutating func collect(isWaiting: Bool) {
        if let done = isWaiting ? computing?.wait() : computing?.value() {
            along = done
            computing = nil
        }
        guard chosen == .along, !group.isBusy, group.runs.count == 2, computing == nil else { return }
        let run = group.runs[1]
        guard along?.epoch != run.look.epoch else { return }
        let (trainer, clip) = (run.look.trainer, group.runs[0].scene.training?.clip)
        computing = Pending { _ in LossAlongGradient(trainer, clippedBy: clip) }
        if isWaiting { collect(isWaiting: true) }
    }

    func keys(_ explorer: Explorer) -> [ScreenKey<TwinScreen>] {
        (chosen == .cliff ? cliffKeys : epochKeys) + [
            .looking(
                [.tab], "pane", "the runs, the loss along the gradient, or the cliff", footer: "other view",
                disabled: views.count < 2 ? "this scene has no clip, so it has no twins" : nil
            ) { screen, _, press in screen.view = (screen.view + press.times).modulo(screen.views.count) }
        ]
    }

    private var cliffKeys: [ScreenKey<TwinScreen>] {
        func key(
            _ keys: [Key], _ word: String, footer: String? = nil, help: String, takesCount: Bool = false,
            disabled: String? = nil, to updates: @escaping @Sendable (Int, Int) -> Int
        ) -> ScreenKey<TwinScreen> {
            ScreenKey(
                keys, words: [word], footer: footer, help: help, section: "Training", takesCount: takesCount,
                disabled: disabled
            ) { screen, _, press in
                screen.updates = max(0, min(Self.mostUpdates, updates(screen.updates, press.times)))
            }
        }
        return [
            key(
                [.right, .character("l"), .character(" ")], "next", footer: "update", help: "one update on",
                takesCount: true, disabled: updates == Self.mostUpdates ? "\(Self.mostUpdates) updates are shown" : nil
            ) { $0 + $1 },
            key(
                [.left, .character("h"), .character("p"), .backspace], "back", footer: "back",
                help: "an update back", takesCount: true, disabled: updates == 0 ? "this is the start" : nil
            ) { $0 - $1 },
            key([.home], "first", help: "the start") { _, _ in 0 },
            key([.end], "last", help: "the last update") { _, _ in Self.mostUpdates },
            ScreenKey(
                [.character("o")], words: ["near"], footer: isNear ? "far" : "near",
                help: isNear ? "the whole map again" : "the foot of the cliff alone", section: "Looking"
            ) { screen, _, _ in screen.isNear.toggle() },
        ]
    }

    private func cliff(_ explorer: Explorer) -> CliffPicture {
        CliffPicture(updates: updates, isNear: isNear, glyphs: explorer.glyphs)
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        let picture = TwinPicture(group, explorer)
        switch chosen {
        case .curves: picture.drawCurves(&grid)
        case .along: picture.drawAlong(&grid, along)
        case .cliff: cliff(explorer).draw(&grid)
        }
    }

    func words(_ explorer: Explorer) -> LinearText {
        switch chosen {
        case .curves: TwinPicture(group, explorer).words
        case .along: TwinPicture(group, explorer).alongInWords(along)
        case .cliff: cliff(explorer).words
        }
    }

    func sentence(_ explorer: Explorer) -> String? {
        switch chosen {
        case .curves: TwinPicture(group, explorer).sentence
        case .along: TwinPicture(group, explorer).alongSentence(along)
        case .cliff: cliff(explorer).sentence
        }
    }
}
