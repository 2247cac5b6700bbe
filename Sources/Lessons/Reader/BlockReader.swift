import Exercises
import Formula
import Recurrence
import Scenes
import Wording

/// Reads the YAML of the blocks of a step.
struct BlockReader {
    /// The step's scene.
    let scene: Scene?

    private var inline: InlineReader { InlineReader(scene: scene) }

    // MARK: Scenes and views

    static func builtIn(_ name: String, at place: TextLocation) throws(LessonProblem) -> Scene {
        guard let scene = try? BuiltInScenes.named(name)?.scene() else {
            let near = Spelling.nearest(to: name, among: BuiltInScenes.all.map(\.name))
            throw LessonProblem(.unknownScene(name, near: near), at: place)
        }
        return scene
    }

    /// A built-in scene's name, a mapping that changes one, or a whole scene.
    func scene(_ block: LessonBlock) throws(LessonProblem) -> LessonScene {
        let root = try block.document()
        let place = TextLocation(line: block.first + 1, column: 1)
        if root.isScalar {
            return LessonScene(
                name: root.text, scene: try Self.builtIn(root.text, at: block.place(of: root)), place: place)
        }
        if root.kind == .mapping, root.pairs.contains(where: { $0.key.text == "unfold" }) {
            do {
                let scene = try Scene(text: block.lines.joined(separator: "\n"), file: "")
                return LessonScene(name: "", scene: scene, place: place)
            } catch {
                throw LessonProblem(.yaml(error.fact), at: block.place(error.position))
            }
        }
        let fields = try block.reading { _ throws(Misfit) in
            try Fields(root, of: "the scene", known: ["scene", "title", "set", "feedback", "tokens"])
        }
        let name = try block.reading { _ throws(Misfit) in try fields.required("scene") }
        var scene = try Self.builtIn(name.text, at: block.place(of: name))
        if let node = fields["title"] {
            scene.title = try block.reading { _ throws(Misfit) in try node.string(of: "title", limit: 60) }
        }
        if let node = fields["feedback"] {
            scene.model.feedback = try block.reading { _ throws(Misfit) in try node.word(of: "feedback") }
        }
        if let node = fields["tokens"] { scene.sequence.source = .tokens(try tokens(node, of: scene, block)) }
        if let node = fields["set"] { scene = try scene.setting(try edits(node, block, of: scene)) }
        return LessonScene(name: name.text, scene: scene, place: place)
    }

    private func tokens(_ node: DocumentNode, of scene: Scene, _ block: LessonBlock) throws(LessonProblem) -> [Int] {
        try block.reading { _ throws(Misfit) in
            var tokens: [Int] = []
            for item in try node.list(of: "tokens") {
                guard let index = scene.vocabulary.firstIndex(of: item.text) else {
                    throw Misfit(.unknownToken(Words.quote(item.text), known: scene.vocabulary), at: item)
                }
                tokens.append(index)
            }
            let length = scene.lengths.inputs
            guard tokens.count == length else {
                throw Misfit(
                    .stepCount(of: "tokens", found: tokens.count, expected: length, reason: "as many as the scene has"),
                    at: node)
            }
            return tokens
        }
    }

    /// `stack.0.U[1][2]: 0.5` and so on.
    private func edits(
        _ node: DocumentNode, _ block: LessonBlock, of scene: Scene? = nil
    ) throws(LessonProblem) -> [NumberEdit] {
        var edits: [NumberEdit] = []
        for (key, value) in try mapping(node, of: "the numbers to set", block) {
            guard let number = NumberEdit.number(of: key.text) else {
                throw LessonProblem(.noSuchNumber(key.text), at: block.place(of: key))
            }
            if let scene = scene ?? self.scene, let said = scene.value(value.text, of: number), number.isWord {
                edits.append(
                    NumberEdit(
                        name: key.text, number: number, value: said, word: value.text, place: block.place(of: key)))
                continue
            }
            guard !number.isWord else {
                throw LessonProblem(
                    .cannotBeSet(key.text, "\(Words.quote(value.text)) does not fit"), at: block.place(of: value))
            }
            let value = try block.reading { _ throws(Misfit) in try value.number(of: key.text) }
            edits.append(NumberEdit(name: key.text, number: number, value: value, place: block.place(of: key)))
        }
        return edits
    }

    func view(_ block: LessonBlock) throws(LessonProblem) -> LessonView {
        try block.reading { root throws(Misfit) in
            let fields = try Fields(root, of: "show", known: ["screen", "at", "focus", "notation"])
            func text(_ key: String) throws(Misfit) -> String? {
                try fields[key].map { node throws(Misfit) in try node.string(of: key, limit: 60) }
            }
            return LessonView(
                screen: try text("screen"), moment: try text("at"), focus: try text("focus"),
                notation: try fields["notation"].map { node throws(Misfit) in try node.word(of: "notation") },
                place: block.place(of: root))
        }
    }

    func formula(_ block: LessonBlock) throws(LessonProblem) -> LessonFormula {
        let root = try block.document()
        let notations = Notation.allCases.map(\.rawValue)
        let fields = try block.reading { _ throws(Misfit) in
            try Fields(root, of: "formula", known: ["of"] + notations)
        }
        let of = try block.reading { _ throws(Misfit) in try fields.required("of") }
        var lines: [LessonFormula.Line] = []
        for (key, value) in root.pairs {
            guard let notation = Notation(rawValue: key.text) else { continue }
            let text = try block.reading { _ throws(Misfit) in try value.string(of: key.text, limit: 200) }
            lines.append(LessonFormula.Line(notation: notation, text: text, place: block.place(of: value)))
        }
        return LessonFormula(of: of.text, place: block.place(of: of), lines: lines)
    }

    // MARK: Texts

    private func prose(_ node: DocumentNode, _ what: String, _ block: LessonBlock) throws(LessonProblem) -> Prose {
        let text = try block.reading { _ throws(Misfit) in try node.string(of: what, limit: 1_000, lines: true) }
        var place = block.place(of: node)
        if node.kind == .quoted { place.column += 1 }
        return Prose(pieces: try inline.pieces(text.replacing("\n", with: " ").trimmed, at: place), place: place)
    }

    private func mapping(
        _ node: DocumentNode, of what: String, _ block: LessonBlock
    ) throws(LessonProblem) -> [(key: DocumentNode, value: DocumentNode)] {
        guard node.kind == .mapping else {
            throw LessonProblem(
                .yaml(.wrongKind(of: what, found: node.summary, expected: "a mapping of keys")),
                at: block.place(of: node))
        }
        return node.pairs
    }

    private func list(_ node: DocumentNode, of what: String, _ block: LessonBlock) throws(LessonProblem)
        -> [DocumentNode]
    {
        Array(try block.reading { _ throws(Misfit) in try node.list(of: what) })
    }

    private func hints(_ fields: Fields, _ block: LessonBlock) throws(LessonProblem) -> [Prose] {
        guard let node = fields["hints"] else { return [] }
        var hints: [Prose] = []
        for item in try list(node, of: "hints", block) { hints.append(try prose(item, "a hint", block)) }
        return hints
    }

    private func claims(_ fields: Fields, _ key: String, _ block: LessonBlock) throws(LessonProblem) -> [Claim] {
        guard let node = fields[key] else { return [] }
        var claims: [Claim] = []
        for item in node.isScalar ? [node] : try list(node, of: key, block) {
            let claim = try claim(item, block)
            guard claim.expression.isComparison else { throw LessonProblem(.claimIsNoComparison, at: claim.place) }
            claims.append(claim)
        }
        return claims
    }

    private func claim(_ node: DocumentNode, _ block: LessonBlock) throws(LessonProblem) -> Claim {
        var place = block.place(of: node)
        if node.kind == .quoted { place.column += 1 }
        return try inline.claim(node.text, at: place)
    }

    // MARK: Tasks

    private static let common = ["question", "hints", "because", "lesson"]

    private func task(
        _ kind: LessonTask.Kind, _ fields: Fields, _ block: LessonBlock
    ) throws(LessonProblem) -> LessonTask {
        LessonTask(
            kind: kind, place: TextLocation(line: block.first, column: 1),
            wording: try fields["question"].map { node throws(LessonProblem) in try prose(node, "question", block) },
            hints: try hints(fields, block),
            because: try fields["because"].map { node throws(LessonProblem) in try prose(node, "because", block) },
            lesson: fields["lesson"]?.text)
    }

    func question(_ block: LessonBlock, _ name: BlockName) throws(LessonProblem) -> LessonTask {
        let root = try block.document()
        let known = Self.common + ["choices", "answer", "within", "words", "formula", "wrong", "proof"]
        let fields = try block.reading { _ throws(Misfit) in
            try Fields(root, of: name.rawValue, known: name == .predict ? known + ["reveal"] : known)
        }
        var question = Question(form: .text([]), answer: "", wrong: [], proof: try claims(fields, "proof", block))
        question.form = try form(fields, block)
        if case .choice(let choices) = question.form {
            let answer = try block.reading { _ throws(Misfit) in try fields.required("answer") }
            guard choices.contains(where: { $0.letter == answer.text }) else {
                throw LessonProblem(.unknownChoice(answer.text), at: block.place(of: answer))
            }
            question.answer = answer.text
        }
        if let node = fields["wrong"] {
            for (key, value) in try mapping(node, of: "wrong", block) {
                question.wrong.append(
                    Question.Foreseen(
                        answer: key.text, reply: try prose(value, "a reply", block), place: block.place(of: key)))
            }
        }
        let reveal = try fields["reveal"].map { node throws(LessonProblem) in
            try block.reading { _ throws(Misfit) in try node.string(of: "reveal", limit: 40) }
        }
        return try task(name == .predict ? .predict(question, reveal: reveal) : .ask(question), fields, block)
    }

    private func form(_ fields: Fields, _ block: LessonBlock) throws(LessonProblem) -> Question.Form {
        if let node = fields["choices"] {
            var choices: [Question.Choice] = []
            for (key, value) in try mapping(node, of: "choices", block) {
                choices.append(
                    Question.Choice(
                        letter: key.text, text: try prose(value, "a choice", block), place: block.place(of: key)))
            }
            return .choice(choices)
        }
        if let node = fields["words"] {
            var words: [String] = []
            for item in try list(node, of: "words", block) { words.append(item.text) }
            guard !words.isEmpty else { throw LessonProblem(.noAnswer, at: block.place(of: node)) }
            return .text(words)
        }
        guard let node = fields["answer"] else {
            throw LessonProblem(.noAnswer, at: TextLocation(line: block.first, column: 1))
        }
        if let formula = fields["formula"] {
            let parts = formula.text.split(separator: " ").map(String.init)
            guard parts.count == 2, let exercise = try? Catalogue.exercise(parts[0]),
                exercise.fields.contains(where: { $0.name == parts[1] })
            else {
                throw LessonProblem(
                    .exercise("formula names an exercise and its answer: linear-formula formula_delta"),
                    at: block.place(of: formula))
            }
            return .formula(kind: parts[0], field: parts[1], answer: node.text)
        }
        let within = try fields["within"].map { node throws(LessonProblem) in
            try block.reading { _ throws(Misfit) in try node.positiveNumber(of: "within").double }
        }
        return .number(try claim(node, block), within: within)
    }

    func deed(_ block: LessonBlock) throws(LessonProblem) -> LessonTask {
        let root = try block.document()
        let fields = try block.reading { _ throws(Misfit) in
            try Fields(
                root, of: "do", known: Self.common + ["until", "visit", "edits", "only", "solution", "wrong"])
        }
        func texts(_ key: String) throws(LessonProblem) -> [String] {
            guard let node = fields[key] else { return [] }
            return node.isScalar ? [node.text] : try list(node, of: key, block).map(\.text)
        }
        var deed = Deed(
            until: try claims(fields, "until", block), visits: try texts("visit"), only: try texts("only"),
            solution: try fields["solution"].map { node throws(LessonProblem) in try edits(node, block) } ?? [],
            wrong: [])
        if let node = fields["edits"] {
            deed.edits = try block.reading { _ throws(Misfit) in try node.integer(of: "edits", in: 1...100) }
        }
        guard !deed.until.isEmpty || !deed.visits.isEmpty else {
            throw LessonProblem(
                .yaml(.missingKey("until", in: "do")), at: TextLocation(line: block.first + 1, column: 1))
        }
        if let node = fields["wrong"] {
            for item in try list(node, of: "wrong", block) {
                let attempt = try block.reading { _ throws(Misfit) in
                    try Fields(item, of: "an attempt", known: ["set", "reply"])
                }
                let (set, reply) = try block.reading { _ throws(Misfit) in
                    (try attempt.required("set"), try attempt.required("reply"))
                }
                deed.wrong.append(
                    Deed.Attempt(
                        edits: try edits(set, block), reply: try prose(reply, "a reply", block),
                        place: block.place(of: item)))
            }
        }
        return try task(.act(deed), fields, block)
    }

    func exercise(_ block: LessonBlock) throws(LessonProblem) -> LessonTask {
        let root = try block.document()
        let fields = try block.reading { _ throws(Misfit) in
            try Fields(
                root, of: "exercise",
                known: Self.common + ["kind", "seed", "level", "scene", "ask", "given", "mistake"])
        }
        let kind = try block.reading { _ throws(Misfit) in try fields.required("kind") }
        let (seed, level) = try block.reading { _ throws(Misfit) in
            (
                try fields["seed"].map { node throws(Misfit) in try node.seed(of: "seed") } ?? 1,
                try fields["level"].map { node throws(Misfit) in try node.integer(of: "level", in: 1...4) } ?? 2
            )
        }
        do {
            var exercise: Exercise
            if let node = fields["scene"] {
                let scene = try Self.builtIn(node.text, at: block.place(of: node))
                exercise = try Catalogue.exercise(kind.text, scene: scene, name: node.text, ask: fields["ask"]?.text)
            } else if let ask = fields["ask"] {
                throw LessonProblem(
                    .exercise("ask has no scene to ask about; scene: NAME beside it would fit"),
                    at: block.place(of: ask))
            } else {
                exercise = try Catalogue.exercise(kind.text, seed: seed, level: level)
            }
            if let node = fields["mistake"] {
                guard let slip = Slip(rawValue: node.text), let sheet = exercise.mistaken(by: slip) else {
                    let known = exercise.slips.filter { exercise.mistaken(by: $0) != nil }.map(\.rawValue)
                    throw LessonProblem(
                        .exercise(
                            "no sheet of this exercise can be told by the slip \(Words.quote(node.text)); "
                                + "there are \(Words.list(known, "and"))"),
                        at: block.place(of: node))
                }
                exercise = sheet
            }
            let given =
                try fields["given"].map { node throws(LessonProblem) in try list(node, of: "given", block) } ?? []
            for node in given where !exercise.fields.contains(where: { $0.name == node.text }) {
                let names = exercise.fields.map(\.name)
                throw LessonProblem(
                    .exercise(
                        "the exercise has no answer \(Words.quote(node.text)); it has \(Words.list(names, "and"))"),
                    at: block.place(of: node))
            }
            return try task(
                .exercise(LessonExercise(exercise: exercise, given: given.map(\.text))), fields, block)
        } catch let problem as LessonProblem {
            throw problem
        } catch {
            throw LessonProblem(.exercise(SafeText.of("\(error)", limit: 300)), at: block.place(of: kind))
        }
    }
}
