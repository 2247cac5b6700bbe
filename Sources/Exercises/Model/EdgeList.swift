import ExactMath
import Formula
import Wording

/// An unfolded graph as a list of its edges: `x1->h1, h0->h1, h1->y1, y1->h2`.
public struct EdgeList: Sendable, Equatable {
    /// A node: a letter and a step.
    public struct Node: Sendable, Hashable, Comparable, CustomStringConvertible {
        /// x, h or y; a is h, ŷ is y.
        public var name: String
        /// From 0, the step of the state before the first; a sheet may have up to 9,999.
        public var step: Int

        /// The node of a letter at a step: `Node("h", 0)` is h0.
        public init(_ name: String, _ step: Int) {
            self.name = name
            self.step = step
        }

        public static func < (a: Node, b: Node) -> Bool { (a.step, a.name) < (b.step, b.name) }
        public var description: String { "\(name)\(step)" }
    }

    /// An arrow of the graph; a list of them is sorted by the nodes that they lead to.
    public struct Edge: Sendable, Hashable, Comparable, CustomStringConvertible {
        /// The node that is read.
        public var from: Node
        /// The node that is computed from it.
        public var to: Node

        /// The arrow from one node to another.
        public init(_ from: Node, _ to: Node) {
            self.from = from
            self.to = to
        }

        public static func < (a: Edge, b: Edge) -> Bool { (a.to, a.from) < (b.to, b.from) }
        public var description: String { "\(from)->\(to)" }
    }

    /// The most edges that are read.
    public static let maximumEdges = 500

    /// In the order written, each once.
    public var edges: [Edge]

    /// A graph of these edges; that none stands there twice is for the caller to see to.
    public init(_ edges: [Edge]) { self.edges = edges }

    /// The edges as they were read.
    public var echo: String { edges.map(\.description).joined(separator: ", ") }

    /// The graph with outputs fed straight back: y1->x2, x2->h2 becomes y1->h2.
    public var withOutputsFedBack: Set<Edge> {
        var result = Set(edges)
        let fed = edges.filter { $0.from.name == "y" && $0.to.name == "x" }
        for edge in fed {
            for onward in edges where onward.from == edge.to {
                result.insert(Edge(edge.from, onward.to))
                result.remove(onward)
            }
            if edges.contains(where: { $0.from == edge.to }) { result.remove(edge) }
        }
        return result
    }
}

extension AnswerLanguage {
    /// Reads edges separated by commas, semicolons or lines; chains `x1->h1->y1` are two edges. Nodes of losses (L1, loss, E2) are passed over.
    public static func readEdges(_ source: SourceText) throws(FormulaProblem) -> EdgeList {
        do {
            var reader = EdgeReader(tokens: try Lexer.tokens(of: source, isTrace: false), source: source)
            return EdgeList(try reader.edges())
        } catch {
            throw FormulaProblem(error, in: source)
        }
    }
}

private struct EdgeReader {
    let tokens: [Token]
    let source: SourceText
    var position = 0

    init(tokens: [Token], source: SourceText) {
        self.tokens = tokens
        self.source = source
    }

    private var token: Token { tokens[position] }
    private func peek(_ distance: Int) -> Token { tokens[min(position + distance, tokens.count - 1)] }
    /// An arrow, or the word for it as it is heard: x1 to h1.
    private var isArrow: Bool { token.symbol == .arrow || token.name == "to" }
    private var found: FormulaFact.Found { token.isEnd ? .end : .text(source.text(token.range)) }

    mutating func edges() throws(FormulaFault) -> [EdgeList.Edge] {
        if token.isEnd { throw FormulaFault(.empty, at: token.range) }
        var edges: [EdgeList.Edge] = []
        var seen: Set<EdgeList.Edge> = []
        while !token.isEnd {
            var from = try node()
            guard isArrow else {
                throw FormulaFault(.unexpected(found, expected: .arrow), at: token.range)
            }
            while isArrow {
                position += 1
                let to = try node()
                let edge = EdgeList.Edge(from, to)
                if !Self.isLoss(from), !Self.isLoss(to), seen.insert(edge).inserted { edges.append(edge) }
                if edges.count > EdgeList.maximumEdges { throw FormulaFault(.tooMuchWork, at: token.range) }
                from = to
            }
            let separates = token.symbol == .comma || token.symbol == .semicolon
            if separates {
                position += 1
            } else if !token.isEnd, !token.newlineBefore, !token.spaceBefore {
                throw FormulaFault(.unexpected(found, expected: .separatorOrClosing("the end")), at: token.range)
            }
        }
        return edges
    }

    private static func isLoss(_ node: EdgeList.Node) -> Bool { ["L", "l", "E", "loss", "Loss"].contains(node.name) }

    /// h1, h_1, h_{1}, h[1], h^1, h^(1), h<1>
    private mutating func node() throws(FormulaFault) -> EdgeList.Node {
        guard let word = token.name else { throw FormulaFault(.edgeNodeExpected(found), at: token.range) }
        let letters = String(word.prefix { Lexer.isLetter($0) })
        let digits = word.dropFirst(letters.count)
        let start = token.range
        position += 1
        guard let name = Self.names[letters] else {
            throw FormulaFault(.edgeNodeExpected(.text(SafeText.of(word))), at: start)
        }
        if !digits.isEmpty {
            guard digits.utf8.count <= 4, let step = Int(digits) else {
                throw FormulaFault(.edgeNodeExpected(.text(SafeText.of(word))), at: start)
            }
            return EdgeList.Node(name, step)
        }
        if token.symbol == .underscore || token.symbol == .caret { position += 1 }
        if Self.isLoss(EdgeList.Node(name, 0)), !token.isNumber, closing == nil { return EdgeList.Node(name, 0) }
        return EdgeList.Node(name, try step())
    }

    /// A step, in brackets or not.
    private mutating func step() throws(FormulaFault) -> Int {
        let closing = self.closing
        if closing != nil { position += 1 }
        guard let step = token.number?.smallInteger, (0..<10_000).contains(step) else {
            throw FormulaFault(.edgeNodeExpected(found), at: token.range)
        }
        position += 1
        if let closing {
            guard token.symbol == closing else {
                throw FormulaFault(.unexpected(found, expected: .closing(closing.rawValue)), at: token.range)
            }
            position += 1
        }
        return step
    }

    /// The bracket that closes the one here.
    private var closing: Token.Symbol? {
        switch token.symbol {
        case .openBrace: return .closeBrace
        case .openBracket: return .closeBracket
        case .openParenthesis: return .closeParenthesis
        case .less: return .greater
        default: return nil
        }
    }

    private static let names: [String: String] = [
        "x": "x", "h": "h", "a": "h", "s": "h", "y": "y", "yhat": "y", "L": "L", "l": "L", "E": "L", "loss": "L",
        "Loss": "L",
    ]
}
