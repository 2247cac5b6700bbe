import ExactMath
import Recurrence
import Scenes
import TerminalUI

/// A text as the network reads it: coloured by what one unit makes of it, with what it expects next, and what it would say itself.
struct CharactersScreen: NamedScreen {
    static let name = "characters"
    static let key = Key.character("C")
    static let title = "Characters: a text as a unit reads it, what comes next, and samples"

    static func obstacle(_ explorer: Explorer) -> String? {
        explorer.session.flatMap { SymbolReading.obstacle($0) }
    }

    private var reading: SymbolReading?
    private var edition: Int
    /// Symbols read up to and with the one under the cursor.
    private var place = 1
    /// From 0, over all states.
    private var unit = 0
    private var temperature = 1.0
    private var seed: UInt64 = 1
    private var sample: [Int] = []

    /// So many symbols are drawn.
    static let sampleLength = 160

    init(_ explorer: Explorer) {
        edition = explorer.edition
        reading = explorer.session.flatMap { SymbolReading($0.scene) }
        drawSample()
    }

    private mutating func drawSample() {
        sample = reading?.sample(after: place, length: Self.sampleLength, temperature: temperature, seed: seed) ?? []
    }

    mutating func notice(_ explorer: inout Explorer) {
        guard explorer.edition != edition else { return }
        edition = explorer.edition
        reading = explorer.session.flatMap { SymbolReading($0.scene) }
        place = max(1, min(place, reading?.text.count ?? 1))
        unit = max(0, min(unit, (reading?.width ?? 1) - 1))
        drawSample()
    }

    var shared: SharedKeys { [.screens, .always] }
    var offers: [String] { [TrainingScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<CharactersScreen>] {
        func key(
            _ keys: [Key], _ word: String, footer: String? = nil, help: String, takesCount: Bool = true,
            act: @escaping ScreenDeed<CharactersScreen>
        ) -> ScreenKey<CharactersScreen> {
            ScreenKey(
                keys, words: [word], footer: footer, help: help, section: "Reading", takesCount: takesCount, act: act)
        }
        return [
            key([.right, .character("l"), .character(" ")], "next", footer: "next", help: "the next character") {
                $0.move(to: $0.place + $2.times, &$1)
            },
            key([.left, .character("h"), .character("p"), .backspace], "back", footer: "back", help: "the one before") {
                $0.move(to: $0.place - $2.times, &$1)
            },
            key([.home], "first", help: "the first character", takesCount: false) { screen, explorer, _ in
                screen.move(to: 1, &explorer)
            },
            key([.end], "last", help: "the last character", takesCount: false) { screen, explorer, _ in
                screen.move(to: .max, &explorer)
            },
            key([.character("["), .up, .character("k")], "left", help: "the unit before") {
                screen, _, press in screen.unit = max(0, screen.unit - press.times)
            },
            key([.character("]"), .down, .character("j")], "right", footer: "unit", help: "the next unit") {
                screen, _, press in
                screen.unit = max(0, min((screen.reading?.width ?? 1) - 1, screen.unit + press.times))
            },
            key([.character("+")], "more", footer: "warmer", help: "a higher temperature: more surprises") {
                $0.warm(by: $2.times, &$1)
            },
            key([.character("-")], "less", footer: "colder", help: "a lower temperature: the likeliest") {
                $0.warm(by: -$2.times, &$1)
            },
            key([.character("o")], "another", footer: "another", help: "another sample") { screen, _, press in
                screen.seed += UInt64(press.times)
                screen.drawSample()
            },
        ]
    }

    private mutating func move(to wanted: Int, _ explorer: inout Explorer) {
        let last = reading?.text.count ?? 1
        if wanted < 1, place == 1 { explorer.message = .init("this is the first character") }
        if wanted > last, place == last { explorer.message = .init("this is the last character that is read") }
        place = max(1, min(last, wanted))
        drawSample()
    }

    private mutating func warm(by notches: Int, _ explorer: inout Explorer) {
        temperature = (temperature * 10 + Double(notches)).rounded() / 10
        temperature = max(0.1, min(3, temperature))
        explorer.message = .init("temperature \(Numbers(explorer.glyphs).short(temperature))")
        drawSample()
    }

    private func picture(_ explorer: Explorer) -> CharactersPicture? {
        reading.map {
            CharactersPicture(
                reading: $0, title: explorer.session?.scene.title ?? "", epoch: explorer.session?.epoch ?? 1,
                place: place, unit: unit, temperature: temperature, sample: sample, glyphs: explorer.glyphs)
        }
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        guard let picture = picture(explorer) else {
            grid.paragraph(
                "This scene reads no characters any more.", in: grid.bounds.inset(left: 1, top: 1, right: 1),
                style: .hint)
            return
        }
        picture.draw(&grid)
    }

    func words(_ explorer: Explorer) -> LinearText { picture(explorer)?.words ?? LinearText() }
    func sentence(_ explorer: Explorer) -> String? { picture(explorer)?.sentence }
}
