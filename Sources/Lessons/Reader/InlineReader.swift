import Formula
import Scenes
import Wording

/// Reads the marks inside a paragraph: `*term*`, code between backticks, `$mathematics$`, `{{claim}}`.
struct InlineReader {
    /// The scene that claims are about.
    let scene: Scene?

    func pieces(_ line: String, at start: TextLocation) throws(LessonProblem) -> [Prose.Piece] {
        let characters = Array(line)
        var pieces: [Prose.Piece] = []
        var words = ""
        var position = 0
        func place(_ offset: Int) -> TextLocation { TextLocation(line: start.line, column: start.column + offset) }
        func finish() {
            if !words.isEmpty { pieces.append(.words(words)) }
            words = ""
        }
        /// The text up to a closing mark.
        func inside(_ open: Int, _ mark: String) throws(LessonProblem) -> String {
            let end = Array(mark)
            var close = position + open
            while close + end.count <= characters.count {
                if Array(characters[close..<close + end.count]) == end {
                    defer { position = close + end.count }
                    return String(characters[position + open..<close])
                }
                close += 1
            }
            throw LessonProblem(.markOpen(mark == "}}" ? "{{" : mark), at: place(position))
        }
        while position < characters.count {
            let (character, at) = (characters[position], position)
            switch character {
            case "\\" where position + 1 < characters.count && "*$`{\\".contains(characters[position + 1]):
                words.append(characters[position + 1])
                position += 2
            case "*" where position + 1 < characters.count && !characters[position + 1].isWhitespace:
                finish()
                pieces.append(.term(try inside(1, "*")))
            case "`":
                finish()
                pieces.append(.code(try inside(1, "`")))
            case "$":
                finish()
                pieces.append(.math(try math(try inside(1, "$"), at: place(at + 1))))
            case "{" where position + 1 < characters.count && characters[position + 1] == "{":
                finish()
                let claim = try claim(try inside(2, "}}"), at: place(at + 2))
                guard claim.expression.isComparison else {
                    throw LessonProblem(.claimIsNoComparison, at: place(at))
                }
                pieces.append(.claim(claim))
            default:
                words.append(character)
                position += 1
            }
        }
        finish()
        return pieces
    }

    private func math(_ text: String, at place: TextLocation) throws(LessonProblem) -> MathText {
        do {
            var math = try MathText(text)
            math.place = place
            return math
        } catch {
            throw LessonProblem(
                .mathematics(found: error.found, expected: error.expected),
                at: TextLocation(line: place.line, column: place.column + error.offset))
        }
    }

    /// A comparison or number of the trace; before a colon another scene and what is set in it: `quiet-explosion, stack.0.U[1][1] = 1:`.
    func claim(_ text: String, at place: TextLocation) throws(LessonProblem) -> Claim {
        var (scene, edits, rest, offset) = (Scene?.none, [NumberEdit](), Substring(text), 0)
        if let colon = text.range(of: ": ") {
            rest = text[colon.upperBound...]
            offset = text.distance(from: text.startIndex, to: colon.upperBound)
            for part in text[..<colon.lowerBound].split(separator: ",") {
                if part.contains("=") {
                    edits.append(try edit(part, at: place))
                } else {
                    scene = try BlockReader.builtIn(part.trimmed, at: place)
                }
            }
        }
        let origin = TextLocation(line: place.line, column: place.column + offset)
        do {
            let expression = try TraceExpression(SourceText(String(rest), origin: origin))
            var claim = Claim(text: String(rest), scene: scene, edits: edits, expression: expression, place: origin)
            if claim.scene == nil, !edits.isEmpty { claim.scene = self.scene }
            return claim
        } catch {
            throw LessonProblem(.formula(error.message), at: error.location)
        }
    }

    private func edit(_ text: Substring, at place: TextLocation) throws(LessonProblem) -> NumberEdit {
        let sides = text.split(separator: "=", maxSplits: 1).map(\.trimmed)
        guard sides.count == 2, let number = NumberEdit.number(of: sides[0]),
            let value = scene?.value(sides[1], of: number) ?? (number.isWord ? nil : try? Number(sides[1]))
        else { throw LessonProblem(.noSuchNumber(text.trimmed), at: place) }
        return NumberEdit(
            name: sides[0], number: number, value: value, word: number.isWord ? sides[1] : nil, place: place)
    }
}

extension String {
    /// Where a text first stands in this one.
    fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
