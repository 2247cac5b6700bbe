import Scenes
import Wording

extension Lesson {
    /// Reads a lesson from the text of its file.
    ///
    /// - Parameters:
    ///   - name: the file's name without its ending.
    ///   - seed: what is drawn where a block says `vary`; 0 takes the first of each.
    public init(text: String, name: String, seed: UInt64 = 0) throws(LessonProblem) {
        var reader = try LessonReader(text: text, seed: seed)
        self = try reader.lesson(name: name)
    }
}

/// Reads front matter, headings, paragraphs and fenced blocks, line by line.
struct LessonReader {
    private let lines: [String]
    /// The line that is read next, from 0.
    private var next = 0
    /// The scene that goes on: claims of a step without a scene of its own are about it.
    private var scene: LessonScene?
    private let seed: UInt64

    init(text: String, seed: UInt64) throws(LessonProblem) {
        self.seed = seed
        if let problem = Self.control(in: text) { throw problem }
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// A lesson's text is printed: no character of it moves the cursor.
    private static func control(in text: String) -> LessonProblem? {
        var place = TextLocation.start
        for character in text {
            for scalar in character.unicodeScalars where scalar != "\n" && Words.isControl(scalar) {
                return LessonProblem(.yaml(.controlCharacter(scalar.value)), at: place)
            }
            place = place.after(character)
        }
        return nil
    }

    private var place: TextLocation { TextLocation(line: next + 1, column: 1) }

    mutating func lesson(name: String) throws(LessonProblem) -> Lesson {
        var lesson = try frontMatter(name: name)
        while next < lines.count {
            let line = lines[next]
            if line.hasPrefix("## ") {
                lesson.steps.append(try step())
            } else if line.hasPrefix("# ") {
                let title = line.dropFirst(2).trimmed
                guard lesson.steps.isEmpty, next < 20 else { throw LessonProblem(.secondHeading(title), at: place) }
                guard title == lesson.title else {
                    throw LessonProblem(.titleDiffers(title, front: lesson.title), at: place)
                }
                next += 1
            } else if line.trimmed.isEmpty {
                next += 1
            } else {
                throw LessonProblem(.noHeading, at: place)
            }
        }
        guard !lesson.steps.isEmpty else {
            throw LessonProblem(.noSteps, at: TextLocation(line: lines.count, column: 1))
        }
        return lesson
    }

    private mutating func frontMatter(name: String) throws(LessonProblem) -> Lesson {
        guard lines.first == "---" else { throw LessonProblem(.noFrontMatter, at: .start) }
        guard let end = lines.dropFirst().firstIndex(of: "---") else {
            throw LessonProblem(.frontMatterOpen, at: .start)
        }
        let block = LessonBlock(lines: lines[1..<end])
        next = end + 1
        return try block.reading { root throws(Misfit) in
            let fields = try Fields(
                root, of: "the front matter", known: ["unfold-lesson", "title", "source", "minutes", "needs"])
            let version = try fields.required("unfold-lesson")
            guard version.isScalar, version.text == "1" else {
                throw Misfit(.unknownVersion(version.summary), at: version)
            }
            var needs: [String] = []
            if let node = fields["needs"] {
                for need in try node.list(of: "needs") { needs.append(try need.string(of: "a lesson", limit: 60)) }
            }
            return Lesson(
                name: name, title: try fields.required("title").string(of: "title", limit: 60),
                source: try fields.required("source").string(of: "source", limit: 100),
                minutes: try fields.required("minutes").integer(of: "minutes", in: 1...120), needs: needs, steps: [])
        }
    }

    // MARK: Steps

    private mutating func step() throws(LessonProblem) -> LessonStep {
        var step = LessonStep(
            title: lines[next].dropFirst(3).trimmed, place: place, prose: [], view: LessonView(), formulas: [],
            notes: [])
        next += 1
        // A step's claims are about its own scene, wherever in the step that stands.
        if let start = sceneBlock() {
            step.scene = try readScene(at: start)
            scene = step.scene
        }
        while next < lines.count, !lines[next].hasPrefix("## "), !lines[next].hasPrefix("# ") {
            if lines[next].trimmed.isEmpty {
                next += 1
            } else if lines[next].hasPrefix("```") {
                try block(into: &step)
            } else if lines[next].hasPrefix("#") {
                throw LessonProblem(.otherHeading, at: place)
            } else {
                step.prose.append(try paragraph())
            }
        }
        return step
    }

    /// Where the step's block `scene` begins.
    private func sceneBlock() -> Int? {
        var isInside = false
        for index in next..<lines.count {
            if !isInside, lines[index].hasPrefix("## ") { return nil }
            if !isInside, lines[index].trimmed == "```scene" { return index }
            if lines[index].hasPrefix("```") { isInside.toggle() }
        }
        return nil
    }

    private mutating func readScene(at start: Int) throws(LessonProblem) -> LessonScene {
        let before = next
        next = start
        defer { next = before }
        return try BlockReader(scene: nil).scene(try content(of: "scene"))
    }

    /// The lines of the block that begins here; afterwards the line behind it is next.
    private mutating func content(of name: String) throws(LessonProblem) -> LessonBlock {
        let start = next
        let fence = lines[(start + 1)...].firstIndex { $0.hasPrefix("```") }
        guard let end = fence, lines[end].trimmed == "```" else {
            throw LessonProblem(.fenceOpen(name), at: TextLocation(line: start + 1, column: 1))
        }
        next = end + 1
        return LessonBlock(lines: lines[(start + 1)..<end])
    }

    private mutating func block(into step: inout LessonStep) throws(LessonProblem) {
        let start = place
        let word = lines[next].dropFirst(3).trimmed
        guard let name = BlockName(rawValue: word) else {
            let near = Spelling.nearest(to: word, among: BlockName.allCases.map(\.rawValue))
            throw LessonProblem(.unknownBlock(word, near: near), at: TextLocation(line: start.line, column: 4))
        }
        var content = try content(of: word)
        if name.isTask { content = try VariedBlock.drawn(content, seed: seed) }
        let reader = BlockReader(scene: scene?.scene)
        if name.isTask, step.task != nil { throw LessonProblem(.blockTwice("thing to do"), at: start) }
        switch name {
        case .scene:
            guard step.scene?.place.line == content.first + 1 else { throw LessonProblem(.blockTwice(word), at: start) }
        case .show: step.view = try reader.view(content)
        case .formula: step.formulas.append(try reader.formula(content))
        case .notes: step.notes += content.lines.filter { !$0.trimmed.isEmpty }
        case .ask, .predict: step.task = try reader.question(content, name)
        case .do: step.task = try reader.deed(content)
        case .exercise: step.task = try reader.exercise(content)
        }
    }

    /// Lines up to a blank one, a block or a heading; an item of a list is a paragraph of its own.
    private mutating func paragraph() throws(LessonProblem) -> Prose {
        var prose = Prose(pieces: [], place: place)
        let reader = InlineReader(scene: scene?.scene)
        var isFirst = true
        while next < lines.count, !lines[next].trimmed.isEmpty, !lines[next].hasPrefix("```"),
            !lines[next].hasPrefix("#")
        {
            var line = lines[next]
            var column = 1
            if line.hasPrefix("- ") {
                if !isFirst { break }
                prose.isItem = true
                line.removeFirst(2)
                column = 3
            }
            if !isFirst { prose.pieces.append(.words(" ")) }
            prose.pieces += try reader.pieces(line, at: TextLocation(line: next + 1, column: column))
            isFirst = false
            next += 1
        }
        return prose
    }
}

/// The lines inside a fence, and where in the file they stand.
struct LessonBlock {
    let lines: [String]
    /// The number of lines before the block's first.
    let first: Int

    init(lines: ArraySlice<String>) {
        self.lines = Array(lines)
        first = lines.startIndex
    }

    init(lines: [String], first: Int) {
        self.lines = lines
        self.first = first
    }

    func place(_ position: TextLocation) -> TextLocation {
        TextLocation(line: position.line + first, column: position.column)
    }

    func place(of node: DocumentNode) -> TextLocation { place(node.position) }

    /// Reads the block as YAML; errors get their place in the file.
    func reading<Result>(_ read: (DocumentNode) throws(Misfit) -> Result) throws(LessonProblem) -> Result {
        do {
            return try read(try DocumentReader.read(Array(lines.joined(separator: "\n").utf8)).root)
        } catch {
            throw LessonProblem(.yaml(error.fact), at: place(error.position))
        }
    }

    func document() throws(LessonProblem) -> DocumentNode {
        try reading { root throws(Misfit) in root }
    }
}
