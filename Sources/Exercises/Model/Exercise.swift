import Wording

/// One exercise with its numbers: a pure value, from which problem, marking, hints and solution follow.
public struct Exercise: Sendable {
    /// The kind's id: "linear-bptt".
    public var kind: String
    /// The seed and level by which it can be made again, or the scene.
    public var origin: Origin
    /// Of the kind: a sheet of an older version is marked as that one was.
    public var version = 1
    /// What is asked, in a few words.
    public var title: String
    /// The answers in the order of the solution.
    public var fields: [AnswerField]
    /// The slips that can be made here.
    public var slips: [Slip]
    /// The computation from which the right answers and those of the slips come.
    public var working: any Working
    /// The number under which an exam has it, instead of the seed from which anybody could solve it.
    public var variant: Int?
    /// What was asked for by name; nil where the kind says what is asked.
    public var ask: String?
    /// What a person reads, made when it is asked for: marking needs none of it.
    public var text: @Sendable () -> ExerciseText

    /// An exercise of version 1, without the number of an exam, with nothing asked for by name.
    ///
    /// - Parameter text: makes what a person reads, every time that it is called.
    public init(
        kind: String, origin: Origin, title: String, fields: [AnswerField], slips: [Slip], working: any Working,
        text: @escaping @Sendable () -> ExerciseText
    ) {
        self.kind = kind
        self.origin = origin
        self.title = title
        self.fields = fields
        self.slips = slips
        self.working = working
        self.text = text
    }

    /// Where an exercise's numbers come from.
    public enum Origin: Sendable, Hashable {
        case seed(UInt64, level: Int)
        /// A teacher's scene file, by the name written in the sheet.
        case scene(String)
    }

    /// Every slip that marking looks for: those that the numbers were chosen to tell apart, and those that got a name later.
    var allSlips: [Slip] { slips + Slip.later(kind).filter { !slips.contains($0) } }

    /// The level, 1 … 4; a teacher's own numbers count as level 2 (slips that coincide are then all named).
    public var level: Int {
        switch origin {
        case .seed(_, let level): level
        case .scene: 2
        }
    }
}

/// An exercise in words.
public struct ExerciseText: Sendable {
    /// The problem, from what is given to what is asked.
    public var statement: [Statement]
    /// A ladder of hints: each says a little more, none gives the answer.
    public var hints: [String]
    /// The worked solution, line by line with the numbers.
    public var solution: [String]
    /// A scene file's content, where the exercise is a network's.
    public var scene: JSON?
    /// Other given numbers by name, where a scene has no place for them.
    public var given: [JSON.Member]
    /// How the graph of the scene is to be drawn beside the statement.
    public var graph: Graph

    /// What the drawing of a scene does not know of the problem beside which it stands.
    public struct Graph: Sendable {
        /// The statement's letter for a state or an output of the scene: "a" for "h".
        public var letters: [String: String] = [:]
        /// The scene that is drawn where the problem's own text has none.
        public var scene: JSON?
        /// The steps whose losses the problem is about; nil for every step that has a target.
        public var lossSteps: [Int]?

        /// A graph in the scene's own letters.
        public init() {}

        /// Of a network whose states are a^t and whose outputs are ŷ^t.
        static func ofStatesA(lossSteps: [Int]? = nil) -> Graph {
            var graph = Graph()
            graph.letters = ["h": "a", "y": "ŷ"]
            graph.lossSteps = lossSteps
            return graph
        }
    }

    /// A text with its scene and graph.
    ///
    /// - Parameters:
    ///   - scene: by default none, for what is about no network.
    ///   - graph: by default in the scene's own letters.
    public init(
        statement: [Statement], hints: [String], solution: [String], scene: JSON? = nil, given: [JSON.Member] = [],
        graph: Graph = Graph()
    ) {
        self.statement = statement
        self.hints = hints
        self.solution = solution
        self.scene = scene
        self.given = given
        self.graph = graph
    }
}

/// One part of a problem's text.
public enum Statement: Sendable, Hashable {
    case paragraph(WrittenForm)
    /// A formula on a line of its own.
    case formula(WrittenForm)
    /// A given quantity: its symbol and its value.
    case given(WrittenForm, WrittenForm)

    static func text(_ words: String, typed: [String] = []) -> Statement {
        var form = WrittenForm(words, words)
        form.typed = typed
        return .paragraph(form)
    }
}
