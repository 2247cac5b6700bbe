import Recurrence
import TerminalUI

/// Letters on the numbers and nodes in sight; typing one goes there.
struct LabelPage: Screen {
    init() {}

    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

    var shared: SharedKeys { [] }
    var isOverlay: Bool { true }

    /// The places of the screen below, in the order in which they are drawn.
    private func spots(_ explorer: Explorer) -> [Grid.Spot] {
        var below = explorer
        below.close()
        return Array(below.frame().spots.prefix(Self.letters.count))
    }

    func keys(_ explorer: Explorer) -> [ScreenKey<LabelPage>] {
        [
            ScreenKey(
                [], others: KeyClass("a letter") { $0.isLabel }, footer: "goes there",
                help: "go to where the letter stands",
                section: "Labels"
            ) { page, explorer, press in
                let spots = page.spots(explorer)
                explorer.close()
                guard case .character(let letter) = press.key, let index = Self.letters.firstIndex(of: letter),
                    spots.indices.contains(index)
                else {
                    explorer.message = .init("no number has this letter")
                    return
                }
                explorer.go(to: spots[index])
            },
            ScreenKey(
                [.escape], others: .anyOther, footer: "changes nothing", help: "take the letters away",
                section: "Labels"
            ) {
                _, explorer, _ in explorer.close()
            },
        ]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        for (spot, letter) in zip(grid.spots, Self.letters) {
            grid.putOnScreen(letter.unicodeScalars.first ?? "?", x: spot.x, y: spot.y, style: .focus)
        }
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.text("In words go by names: why c 2, goto f[3][2].")
        return text
    }
}

extension Key {
    fileprivate var isLabel: Bool {
        if case .character(let character) = self {
            character.isASCII && (character.isLetter || character.isNumber)
        } else {
            false
        }
    }
}

extension Explorer {
    /// Goes to what a spot of the Step screen stands for.
    fileprivate mutating func go(to spot: Grid.Spot) {
        guard let session else { return }
        switch StepSpot(id: spot.id) {
        case .entry(let pane, let row, let unit):
            guard session.panes.indices.contains(pane) else { return }
            focus.pane = pane
            focus.row = row
            focus.unit = unit
        case .state(let part, let step):
            guard session.network.parts.indices.contains(part), let state = session.network.parts[part].states.first
            else { return }
            let isBackward = session.timeline.hasLoss && playhead.position > session.timeline.lossIndex
            go(
                to: Playhead(
                    position: isBackward
                        ? session.timeline.backwardIndex(of: state, at: step)
                        : session.timeline.forwardIndex(of: state, at: step)))
        }
    }
}
