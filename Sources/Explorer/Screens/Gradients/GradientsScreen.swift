import TerminalUI

/// How the gradient vanishes or explodes on its way back: its norm over time and the verdict on it, beside the parameters' gradients before
/// and after clipping.
struct GradientsScreen: NamedScreen {
    static let name = "gradients"
    static let key = Key.character("g")
    static let title = "Gradients: vanishing, exploding, clipping"

    static func obstacle(_ explorer: Explorer) -> String? {
        explorer.session?.timeline.hasLoss == false ? "this scene has no loss, so it has no gradients" : nil
    }

    /// The loss and the part that are looked at.
    private var choice = GradientsState()

    init(_ explorer: Explorer) {}

    var offers: [String] { [StepScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<GradientsScreen>] {
        let parts = explorer.session?.network.parts.count { !$0.states.isEmpty } ?? 0
        let isAlone = parts < 2 ? "this scene has one layer" : nil
        let hasSliders = !sliders(explorer).isEmpty
        let noSlider = hasSliders ? nil : "this scene has nothing to slide"
        return [
            .looking([.up, .character("k")], "up", "the parameter above") { $1.lookAtParameter(by: -$2.times) },
            .looking([.down, .character("j")], "down", "the parameter below") { $1.lookAtParameter(by: $2.times) },
            .looking([.character("[")], "left", "an earlier loss") { $0.chooseLoss(by: -$2.times, $1) },
            .looking([.character("]")], "right", "a later loss") { $0.chooseLoss(by: $2.times, $1) },
            .looking([.tab], "pane", "the next layer or part", disabled: isAlone) { $0.choosePart(by: $2.times, $1) },
            .looking([.backtab], "unpane", "the layer or part before", disabled: isAlone) {
                $0.choosePart(by: -$2.times, $1)
            },
            .looking(
                [.character("o")], "cells",
                choice.showsCells ? "this cell alone" : "the other cells on the same inputs, beside it"
            ) { screen, _, _ in screen.choice.showsCells.toggle() },
            .looking([.character(",")], "slider", "another slider: ρ, forget bias, T, threshold", disabled: noSlider) {
                screen, explorer, press in screen.chooseSlider(by: press.times, explorer)
            },
            .looking([.character("+")], "more", "the slider up; all is computed anew at once", disabled: noSlider) {
                screen, explorer, press in screen.slide(by: press.times, &explorer)
            },
            .looking([.character("-")], "less", "the slider down", disabled: noSlider) {
                screen, explorer, press in screen.slide(by: -press.times, &explorer)
            },
            ScreenKey(
                [.character("y")], words: ["entries"], help: "every entry of the chosen parameter", section: "Looking"
            ) { _, explorer, _ in explorer.push(EntriesPage()) },
        ]
    }

    private mutating func chooseLoss(by delta: Int, _ explorer: Explorer) {
        let last = (explorer.session?.trace.losses.count ?? 0) - 1
        choice.lossFromEnd = max(0, min(last, choice.lossFromEnd - delta))
    }

    private mutating func choosePart(by delta: Int, _ explorer: Explorer) {
        guard let network = explorer.session?.network else { return }
        let parts = network.parts.indices.filter { !network.parts[$0].states.isEmpty }
        guard !parts.isEmpty else { return }
        let present = choice.part.flatMap { parts.firstIndex(of: $0) } ?? parts.count - 1
        choice.part = parts[(present + delta).modulo(parts.count)]
    }

    // MARK: Sliders

    private func sliders(_ explorer: Explorer) -> [GradientSlider] {
        guard let session = explorer.session else { return [] }
        return GradientSlider.allCases.filter { session.position(of: $0) != nil }
    }

    private mutating func chooseSlider(by delta: Int, _ explorer: Explorer) {
        let all = sliders(explorer)
        guard !all.isEmpty else { return }
        choice.slider = (min(choice.slider, all.count - 1) + delta).modulo(all.count)
    }

    private mutating func slide(by notches: Int, _ explorer: inout Explorer) {
        let all = sliders(explorer)
        guard let session = explorer.session, !all.isEmpty else { return }
        let slider = all[min(choice.slider, all.count - 1)]
        do throws(SliderProblem) {
            explorer.change(to: try session.moved(slider, by: notches))
        } catch {
            explorer.message = .init("\(slider.title) cannot be moved here: \(error.words)", isError: true)
            return
        }
        if let position = explorer.session?.spelled(slider, Numbers(explorer.glyphs)) {
            explorer.message = .init("\(slider.title) \(position); u undoes")
        }
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        SceneLook(explorer)?.drawGradients(&grid, choice, sliders: sliders(explorer))
    }

    func words(_ explorer: Explorer) -> LinearText {
        SceneLook(explorer)?.gradientsInWords(choice, sliders: sliders(explorer)) ?? LinearText()
    }

    func sentence(_ explorer: Explorer) -> String? { SceneLook(explorer)?.gradientsSentence(choice) }
}
