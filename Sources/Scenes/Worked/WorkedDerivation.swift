import ExactMath
import Formula
import Recurrence
import Wording

/// A scene worked from beginning to end with its own numbers: every equation in symbols, with the numbers in, and its result.
public struct WorkedDerivation: Sendable {
    /// The scene's title; may be empty.
    public var title: String
    /// In the order of the timeline; a moment of which nothing is written has none.
    public var sections: [Section]

    /// One moment of the timeline.
    public struct Section: Sendable {
        /// The moment's name: `given`, `forward:3`, `loss`, `parameters`.
        public var title: String
        /// The moment's equations in the order in which they are computed.
        public var lines: [Line]
    }

    /// One equation.
    public struct Line: Sendable {
        /// c₃ and f₃ ⊙ c₂ + i₃ ⊙ c~₃; nil where only a sentence stands.
        public var symbols: (left: String, right: String)?
        /// Its entries with the numbers in.
        public var entries: [WrittenEntry] = []
        /// How many entries are left out.
        public var omitted = 0
        /// A sentence behind the equation or in its place, such as why a gradient is 0; empty where there is none.
        public var remark = ""
        /// What comes with the step itself, and what is carried from another step.
        var halves: (direct: String, carried: String)?
        /// What is computed; nil for what is given, for sentences, and for the lines of a clip and an update.
        public var subject: TraceName?
        /// Every name on the right side; empty where there is no `subject`.
        public var reads: [TraceName] = []

        static func sentence(_ words: String) -> Line { Line(remark: words) }
    }

    /// What is written, and how.
    public struct Options: Sendable {
        /// Whose letters the names are written in.
        public var notation = Notation.unfold
        /// What the mathematics is written in.
        public var style = WritingStyle.unicode
        /// Digits after the point; 17 writes every digit.
        public var decimals = 4
        /// So many entries of a vector or matrix, and so many summands of a sum, are written out.
        public var most = 16
        /// The first moment that is written; nil, or one that the scene does not have, for the beginning.
        public var from: Moment?
        /// The last moment that is written; nil, or one that the scene does not have, for the end.
        public var through: Moment?
        /// Names of nodes and parameters: c, c[3], grad(c), stack.0.W_f; empty for all. A bare name means its gradient, too.
        public var only: [TraceName] = []

        /// Everything, in `unfold`'s own letters and in Unicode.
        public init() {}
    }

    /// Runs a scene in its own arithmetic, and writes out what the options ask for.
    public init(_ scene: Scene, _ options: Options = Options()) {
        title = scene.title
        switch scene.arithmetic {
        case .double:
            let spelling = DecimalSpelling(decimals: options.decimals)
            let writer = WorkedWriter(scene, scene.trace(as: Double.self), options) { spelling.text($0) }
            sections = writer.sections()
        case .rational:
            sections = WorkedWriter(scene, scene.trace(as: Rational.self), options) { $0.description }.sections()
        }
    }
}
