/// An array that a learner's program computed: entries of one or more lines of a trace.
public struct ProgramArray: Sendable {
    /// The part of the array that is one line of the trace: a vector at a step, a matrix, a number.
    public struct Piece: Sendable {
        /// The value or gradient of the trace whose entries these are.
        public var line: LineName
        /// Where the line's entries, row by row, stand in the array.
        public var places: [Int]

        /// A line's entries at these places of the array, from 0.
        public init(_ line: LineName, places: [Int]) {
            self.line = line
            self.places = places
        }
    }

    /// The name in the program's file, safe to print.
    public var name: String
    /// The program's own form without axes of one entry; those behind the first are joined in the columns.
    public var shape: AnswerShape
    /// In the order of the file, row by row.
    public var values: [Double]
    /// The lines of the trace that the array holds: one, or one for each step or stacked block.
    public var pieces: [Piece]
    /// How far entries may be off, as a share of max(1, the array's largest entry).
    public var tolerance: Double
    /// Whether it has the shape of the transpose of what the trace has, whose entries `places` then point to in this order.
    public var isTurned: Bool

    /// An array with its pieces.
    public init(
        name: String, shape: AnswerShape, values: [Double], pieces: [Piece], tolerance: Double, isTurned: Bool
    ) {
        self.name = name
        self.shape = shape
        self.values = values
        self.pieces = pieces
        self.tolerance = tolerance
        self.isTurned = isTurned
    }

    /// The entries of a piece, as the program has them.
    func entries(of piece: Piece) -> [Double] { piece.places.map { values[$0] } }
}

/// When a number that a program computed counts as another.
struct Nearness: Sendable {
    /// The largest distance.
    var distance: Double

    /// - Parameter share: of max(1, the largest magnitude of the numbers).
    init(_ share: Double, of numbers: some Sequence<Double>) {
        distance = share * numbers.lazy.map(\.magnitude).filter(\.isFinite).reduce(1, max)
    }

    func holds(_ a: Double, _ b: Double) -> Bool {
        a == b || (a.isNaN && b.isNaN) || (a - b).magnitude <= distance
    }

    func holds(_ a: [Double], _ b: [Double]) -> Bool { a.count == b.count && zip(a, b).allSatisfy { holds($0, $1) } }
}
