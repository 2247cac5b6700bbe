import ExactMath

/// One recurrent cell: its equations, written once.
///
/// To add a cell, write one file in `Cells/` with a type like these, and name it in `Cells.all`.
public protocol Cell: Sendable {
    /// The name in scene files.
    static var name: String { get }
    /// The keys of a layer, beyond those that every layer takes, that this cell reads.
    static var options: [CellOption] { get }
    /// The vectors of width H that one step hands to the next: `h`, or `h` and `c`.
    static var states: [String] { get }
    /// Whether a layer has a bias when its scene says nothing.
    static var hasBiasByDefault: Bool { get }

    /// Takes those of the values that the cell names in `options`; the others are ignored.
    init(_ options: CellOptions)

    /// How lectures and libraries write its names, where they write them otherwise.
    var letters: [Notation: CellLetters] { get }
    /// Whether it is the plain recurrent cell of the first slides, whose step Dalmau writes above: a^t.
    static var isVanilla: Bool { get }

    /// Writes the equations of one step; every name in `states` must be among the nodes written.
    func write(_ step: inout StepWriter)
}

extension Cell {
    public static var hasBiasByDefault: Bool { true }
    public static var isVanilla: Bool { false }
    public var letters: [Notation: CellLetters] { [:] }
}

extension Cell {
    /// Whether every one of its equations has only +, − and ×.
    public var isRational: Bool {
        let alone = Architecture(shape: .oneToOne, stack: [Layer(cell: self, hidden: 1)], inputWidth: 1)
        return Network(alone, lengths: Lengths(inputs: 1, outputs: 1)).equations.allSatisfy(\.operation.isRational)
    }
}

/// A key of a layer in a scene file that only some cells take.
public enum CellOption: String, Sendable, CaseIterable {
    case activation, widths, reset, peephole
}

/// The values of those keys; what a cell does not name in `Cell.options` is ignored.
public struct CellOptions: Sendable, Equatable {
    /// The function g of `rnn` and `feedforward`.
    public var activation: Activation = .tanh
    /// Widths of the layers of `feedforward` before its last one; empty where that is the only one.
    public var widths: [Int] = []
    /// Where the reset gate of `gru` acts.
    public var reset: ResetGate = .before
    /// What the gates of `lstm` see of c.
    public var peephole: Peephole = .none

    /// The defaults are those of a layer whose scene file has none of the keys.
    public init(
        activation: Activation = .tanh, widths: [Int] = [], reset: ResetGate = .before, peephole: Peephole = .none
    ) {
        self.activation = activation
        self.widths = widths
        self.reset = reset
        self.peephole = peephole
    }
}

/// Where a GRU's reset gate acts: on the state before the matrix product, or on the product.
public enum ResetGate: String, Sendable, CaseIterable {
    case before, after
}

/// What an LSTM's gates see of the cell state.
public enum Peephole: String, Sendable, CaseIterable {
    case none, diagonal, full
}

/// Every cell that there is.
public enum Cells {
    /// In the order in which they are listed to a reader.
    public static let all: [any Cell.Type] = [
        LinearCell.self, ElmanCell.self, FeedforwardCell.self, UGRNN.self, GRU.self, LSTM.self, MinGRU.self,
    ]

    /// The cell that has the name in scene files; nil where none has.
    public static func named(_ name: String) -> (any Cell.Type)? {
        all.first { $0.name == name }
    }
}
