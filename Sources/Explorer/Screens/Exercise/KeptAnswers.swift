import Exercises
import Wording

/// What has been typed into exercises, cell by cell, and into lines that are not finished, so that nothing typed is lost: by
/// `KIND-SEED-LEVEL`, or by what is asked for.
public struct KeptAnswers: Sendable, Equatable {
    /// By name, the entries of every field; a line that is not finished is one field of one entry.
    public private(set) var cells: [String: [[String]]]

    /// What an earlier run of the program has kept; nothing if nothing is said.
    public init(_ cells: [String: [[String]]] = [:]) { self.cells = cells }

    /// Notes what stands in a form; an empty one is forgotten.
    mutating func note(_ work: ExerciseWork, as name: String) {
        let typed = work.typedCells
        cells[name] = typed.joined().contains { !$0.isEmpty } ? typed : nil
    }

    /// Puts what was typed before into a form that is opened again.
    func fill(_ work: inout ExerciseWork, from name: String) {
        if let kept = cells[name] { work.restore(kept) }
    }

    /// A line that was left before it was finished; empty where there is none.
    func draft(_ name: String) -> String { cells[name]?.first?.first ?? "" }

    /// Notes a line as it is typed; an empty one is forgotten, and one that was carried out.
    mutating func note(_ text: String, as name: String) { cells[name] = text.isEmpty ? nil : [[text]] }
}

extension ExerciseWork {
    /// Nil for an exercise that is not made from a seed.
    var keptName: String? {
        guard case .seed(let seed, let level) = exercise.origin else { return nil }
        return "\(exercise.kind)-\(seed)-\(level)"
    }

    /// The cells with what is being typed in its place.
    var typedCells: [[String]] {
        var typed = cells
        if let editor { typed[place.field][place.entry] = editor.text }
        return typed
    }
}

extension Explorer {
    /// Notes what stands in the forms and lines that are open, on the screen or left for another one.
    mutating func noteAnswers() {
        for layer in layers + shelf.values.joined() {
            switch layer.screen {
            case let form as ExerciseForm: if let name = form.work.keptName { answers.note(form.work, as: name) }
            case let form as LessonExerciseForm: answers.note(form.work, as: form.keptName)
            case let line as any DraftedLine:
                if let draft = line.draft(self) { answers.note(draft.text, as: draft.name) }
            default: break
            }
        }
    }

    /// The beginning of the names under which lines about the open scene are kept.
    var draftedScene: String { session?.scene.title ?? "" }
}

/// A screen with a line of input that is found again as it was left, after Esc and after the end of the program.
protocol DraftedLine: Screen {
    /// What is being typed, and the name under which it is kept; nil while nothing is.
    func draft(_ explorer: Explorer) -> (name: String, text: String)?
}

extension KeptAnswers {
    /// A name that can be a file's: letters, digits and `.` of the parts, a hyphen for everything else; with a checksum of the parts where
    /// that leaves out something, so that what differs has different names.
    static func name(_ parts: String...) -> String {
        let text = parts.joined(separator: "-")
        let name = String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" })
        guard name != text || name.count > 80 else { return name }
        return "\(name.prefix(63))-\(String(Checksum.fnv1a(text.utf8), radix: 16))"
    }
}
