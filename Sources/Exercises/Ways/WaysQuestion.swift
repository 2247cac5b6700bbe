import Formula
import Foundation
import Wording

/// Which ways are asked for: their ends, and what may lie between.
public struct WaysQuestion: Sendable, Hashable {
    /// The node where every way begins, a state before the step: "h0".
    public var from: String
    /// The node where every way ends, a state after the step: "c1".
    public var to: String
    /// Every node of the cell.
    public var nodes: [String]
}

extension WaysQuestion {
    /// What is said of a wrong list: which ways do not belong, and how many are still missing.
    func remark(_ written: String, right: String) -> String {
        func ways(_ text: String) -> [String] { text == "none" ? [] : text.components(separatedBy: ", ") }
        let (own, wanted) = (ways(written), ways(right))
        let extra = own.filter { !wanted.contains($0) }
        let missing = wanted.count { !own.contains($0) }
        var parts: [String] = []
        if !extra.isEmpty { parts.append("these do not belong: " + extra.prefix(5).joined(separator: ", ")) }
        if missing > 0 { parts.append(missing == 1 ? "1 way is still missing" : "\(missing) ways are still missing") }
        return (parts.joined(separator: "; ") + ".").capitalizedFirst
    }
}

/// Reads ways through a cell: "h0 -> f -> c1, h0 -> o -> h1", or the single arrows of which they are made.
struct WaysReader {
    private let question: WaysQuestion
    /// The most ways and nodes that are read.
    private static let most = 400

    init(_ question: WaysQuestion) { self.question = question }

    /// The ways in the order of an answer key, joined by commas; "none" where there are none.
    ///
    /// A state that is only passed is that of this step: in h0->f->c->h1 the c is c1. A single arrow that is on no way stands among them.
    func read(_ source: SourceText) throws(FormulaProblem) -> StudentAnswer {
        func fault(_ fact: FormulaFact) -> FormulaProblem {
            FormulaProblem(FormulaFault(fact, at: 0..<source.characters.count), in: source)
        }
        func unreadable(_ words: String) -> StudentAnswer {
            let place = source.location(of: 0)
            return .unreadable("line \(place.line), column \(place.column): \(words)")
        }
        if source.isTooLong { throw FormulaProblem(FormulaFault(.tooLong, at: 0..<1), in: source) }
        var text = String(source.characters)
        for arrow in ["\\rightarrow", "\\to", "⟶", "→", "-->", "=>", "–>", "—>", " to "] {
            text = text.replacing(arrow, with: "->")
        }
        var chains: [[String]] = []
        var count = 0
        for part in text.split(whereSeparator: { ",;\n".contains($0) }) {
            let words = String(part).replacing("->", with: "\u{1}").split(
                separator: "\u{1}", omittingEmptySubsequences: false)
            let plain = words.map { Self.folded(String($0)) }
            if plain == [""] || plain == ["none"] { continue }
            guard plain.count >= 2 else {
                throw fault(
                    .unknownWord(SafeText.of(String(part)), allowed: ["\(question.from)->\(question.to)", "none"]))
            }
            var nodes: [String] = []
            for (word, folded) in zip(words, plain) {
                let isStart = nodes.isEmpty && folded + "0" == question.from
                guard let node = node(folded) ?? (isStart ? nil : node(folded + "1")) else {
                    // An arrow to nothing is told as it stands.
                    let shown = folded.isEmpty ? part : word
                    throw fault(.unknownWord(SafeText.of(String(shown)), allowed: question.nodes))
                }
                nodes.append(node)
            }
            chains.append(nodes)
            count += nodes.count
            if count > Self.most { return unreadable("These pass more than \(Self.most) nodes; fewer ways would fit.") }
        }
        var ways = chains
        if !chains.allSatisfy({ $0.first == question.from && $0.last == question.to }) {
            switch joined(chains) {
            case .ways(let found): ways = found
            case .tooMany: return unreadable("The arrows make too many ways; fewer arrows would fit.")
            case .circle(let node): return unreadable("The arrows go in a circle at \(node).")
            }
        }
        if ways.isEmpty { return .word("none") }
        let lines = Set(ways).map { (nodes: $0.count, text: $0.joined(separator: "->")) }
        return .word(lines.sorted { ($0.nodes, $0.text) < ($1.nodes, $1.text) }.map(\.text).joined(separator: ", "))
    }

    /// What single arrows come to.
    private enum Joined {
        /// Every way from one end to the other, and every arrow that is on none.
        case ways([[String]])
        /// They come back to this node.
        case circle(String)
        case tooMany
    }

    private func joined(_ chains: [[String]]) -> Joined {
        var after: [String: Set<String>] = [:]
        for chain in chains {
            for (a, b) in zip(chain, chain.dropFirst()) { after[a, default: []].insert(b) }
        }
        var result: [[String]] = []
        var onWays: [String: Set<String>] = [:]
        var steps = 0
        /// What stops the search; nil where it comes to its end.
        func follow(_ way: [String]) -> Joined? {
            steps += 1
            guard steps < 10_000, let last = way.last else { return .tooMany }
            if last == question.to {
                result.append(way)
                for (a, b) in zip(way, way.dropFirst()) { onWays[a, default: []].insert(b) }
            }
            for next in (after[last] ?? []).sorted() {
                if way.contains(next) { return .circle(next) }
                if let stop = follow(way + [next]) { return stop }
            }
            return nil
        }
        if let stop = follow([question.from]) { return stop }
        for (node, ends) in after {
            result += ends.subtracting(onWays[node] ?? []).map { [node, $0] }
        }
        return .ways(result)
    }

    /// h_0, h[0], h^{0}, h_{t-1} and h_prev are h0; f_1 and f_t are f.
    private func node(_ word: String) -> String? {
        if question.nodes.contains(word) { return word }
        for (ending, step) in [("t-1", "0"), ("prev", "0"), ("t", "1")] where word.hasSuffix(ending) {
            if let found = node(String(word.dropLast(ending.count)) + step) { return found }
        }
        if word.last == "1", question.nodes.contains(String(word.dropLast())) { return String(word.dropLast()) }
        return nil
    }

    /// Without the marks of an index; a tilde as the word.
    private static func folded(_ word: String) -> String {
        let plain = String(word.filter { !$0.isWhitespace && !"{}[]()^$\\".contains($0) })
        if plain.hasPrefix("tilde") { return String(plain.dropFirst(5).prefix(1)) + "_tilde" }
        let tilde = plain.replacing("~", with: "_tilde").replacing("c̃", with: "c_tilde").replacing("h̃", with: "h_tilde")
        guard let range = tilde.range(of: "_tilde") else { return tilde.replacing("_", with: "") }
        return tilde[..<range.lowerBound].replacing("_", with: "") + "_tilde"
            + tilde[range.upperBound...].replacing("_", with: "")
    }
}
