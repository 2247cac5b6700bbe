import Exercises
import TerminalUI

/// The catalogue of exercises. The exercise that is worked on lies over it.
struct ExerciseCatalogue: NamedScreen {
    static let name = "exercise"
    static let otherNames = ["exercises"]
    static let key = Key.character("X")
    static let title = "Exercises: by hand, and marked"
    static let footer = "exercises"
    static let isOfScene = false
    static let phrases = ExercisePhrases.all

    /// Index into the catalogue.
    private var selection = 0

    init(_ explorer: Explorer) {}

    init(selection: Int) { self.selection = selection }

    var shared: SharedKeys { [.screens, .always] }
    var offers: [String] { [HomeScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<ExerciseCatalogue>] {
        [
            ScreenKey(
                [.up, .character("k")], words: ["up"], help: "the exercise above", section: "Choosing", takesCount: true
            ) { $0.choose($0.selection - $2.times) },
            ScreenKey(
                [.down, .character("j")], words: ["down"], help: "the exercise below", section: "Choosing",
                takesCount: true
            ) { $0.choose($0.selection + $2.times) },
            ScreenKey(
                [.enter, .right, .character("l"), .character(" ")], words: ["in"], footer: "open",
                help: "open the chosen exercise", section: "Choosing"
            ) { catalogue, explorer, _ in
                explorer.open(exercise: Catalogue.kinds[catalogue.selection].id, seed: 1, level: 2)
            },
            ScreenKey([.home], words: ["first"], help: "the first exercise", section: "Choosing") { catalogue, _, _ in
                catalogue.choose(0)
            },
            ScreenKey([.end], words: ["last"], help: "the last exercise", section: "Choosing") { catalogue, _, _ in
                catalogue.choose(.max)
            },
        ]
    }

    private mutating func choose(_ index: Int) { selection = max(0, min(Catalogue.kinds.count - 1, index)) }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        grid.choices(
            "Exercises", hint: "every mistake has a name; c checks, i gives a hint",
            Catalogue.kinds.map { ($0.id, $0.title) }, column: 24, chosen: selection, glyphs: explorer.glyphs)
    }

    func sentence(_ explorer: Explorer) -> String? {
        let kind = Catalogue.kinds[selection]
        return "\(kind.id): \(kind.title), \(selection + 1) of \(Catalogue.kinds.count)."
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.heading("Exercises")
        for kind in Catalogue.kinds { text.fact(kind.id, kind.title) }
        text.text("exercise NAME [SEED [LEVEL]] opens one")
        return text
    }
}

extension Explorer {
    /// Opens an exercise over the catalogue, or says why there is none.
    public mutating func open(exercise kind: String, seed: UInt64, level: Int) {
        do {
            var form = ExerciseForm(try Catalogue.exercise(kind, seed: seed, level: level))
            noteAnswers()
            if let name = form.work.keptName { answers.fill(&form.work, from: name) }
            show(ExerciseCatalogue.self)
            let selection = Catalogue.kinds.firstIndex { $0.id == kind } ?? 0
            layers = [newLayer(ExerciseCatalogue(selection: selection))]
            push(form)
        } catch {
            message = Message("\(error)", isError: true)
        }
    }
}
