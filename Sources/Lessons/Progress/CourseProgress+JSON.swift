import Scenes
import Wording

extension CourseProgress {
    /// The file's text.
    public var json: String {
        let entries = lessons.sorted { $0.key < $1.key }.map { name, record in
            JSON.Member(
                name,
                .object([
                    "step": .integer(record.index),
                    "steps": .array(
                        record.steps.map { step in
                            .object([
                                "done": .bool(step.isDone), "given_up": .bool(step.hasGivenUp),
                                "tries": .integer(step.tries), "hints": .integer(step.hints),
                            ])
                        }),
                ]))
        }
        var members = [JSON.Member("unfold-progress", .integer(1)), JSON.Member("lessons", .object(entries))]
        if let last { members.append(JSON.Member("last", .string(last))) }
        members += [
            JSON.Member("questions", .array(questions.map { .string($0) })), JSON.Member("visits", .integer(visits)),
        ]
        return JSON.object(members).text(indent: 1) + "\n"
    }

    /// Reads the file's text; nil where it is damaged.
    public init?(json: [UInt8]) {
        do {
            let root = try DocumentReader.read(json).root
            let fields = try Fields(
                root, of: "progress", known: ["unfold-progress", "lessons", "last", "questions", "visits"])
            guard try fields.required("unfold-progress").text == "1" else { return nil }
            let node = try fields.required("lessons")
            guard node.kind == .mapping else { return nil }
            for (key, value) in node.pairs {
                lessons[key.text] = try Self.record(value)
            }
            last = fields["last"]?.text
            if let node = fields["questions"] {
                // One question that is none costs itself alone, not the progress beside it.
                questions = try node.list(of: "questions").compactMap {
                    $0.isScalar && !$0.isNull ? Self.question($0.text) : nil
                }
            }
            visits = try fields["visits"]?.integer(of: "visits", in: 0...1_000_000) ?? 0
        } catch {
            return nil
        }
    }

    private static func record(_ node: DocumentNode) throws(Misfit) -> LessonRecord {
        let fields = try Fields(node, of: "a lesson", known: ["step", "steps"])
        var record = LessonRecord(index: try fields.required("step").integer(of: "step", in: 0...1_000))
        for item in try fields.required("steps").list(of: "steps") {
            let fields = try Fields(item, of: "a step", known: ["done", "given_up", "tries", "hints"])
            var step = StepRecord()
            step.isDone = try fields.required("done").boolean(of: "done")
            step.hasGivenUp = try fields.required("given_up").boolean(of: "given_up")
            step.tries = try fields.required("tries").integer(of: "tries", in: 0...1_000_000)
            step.hints = try fields.required("hints").integer(of: "hints", in: 0...1_000_000)
            record.steps.append(step)
        }
        return record
    }
}
