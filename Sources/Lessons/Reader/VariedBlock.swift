import ExactMath
import Scenes
import Wording

/// A task with other numbers at every visit: `vary: {a: [2, 3], b: [5, 7]}` on one line, and §a, §b in its text.
enum VariedBlock {
    /// The block with one value drawn for each name; a block without `vary` as it is.
    static func drawn(_ block: LessonBlock, seed: UInt64) throws(LessonProblem) -> LessonBlock {
        guard let place = block.lines.firstIndex(where: { $0.hasPrefix("vary:") }) else { return block }
        let head = LessonBlock(lines: [block.lines[place]], first: block.first + place)
        let root = try head.document()
        let values = try head.reading { _ throws(Misfit) in
            let known = try Fields(root, of: "the block", known: ["vary"])
            let node = try known.required("vary")
            guard node.kind == .mapping else {
                throw Misfit(.wrongKind(of: "vary", found: node.summary, expected: "a mapping of keys"), at: node)
            }
            var values: [(name: String, choices: [String])] = []
            for (key, value) in node.pairs {
                let choices = Array(try value.list(of: key.text)).map(\.text)
                guard !choices.isEmpty else {
                    throw Misfit(
                        .wrongKind(of: key.text, found: "an empty list", expected: "a list of values"), at: value)
                }
                values.append((key.text, choices))
            }
            // The longest name first: §ab is not §a and a b.
            return values.sorted { $0.name.count > $1.name.count }
        }
        var generator = SeededGenerator(seed: seed &* 0x9E37_79B9 &+ UInt64(block.first))
        var lines = block.lines
        // The line stays as an empty one, so that every place in the file is right.
        lines[place] = ""
        for (name, choices) in values {
            let index = seed == 0 ? 0 : Int(generator.next() % UInt64(choices.count))
            lines = lines.map { $0.replacing("§" + name, with: choices[index]) }
        }
        return LessonBlock(lines: lines, first: block.first)
    }
}
