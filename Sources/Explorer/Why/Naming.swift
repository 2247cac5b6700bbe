import Formula
import Recurrence
import TerminalUI

/// How nodes and steps are called on the screen, in the letters of a notation.
public struct Naming: Sendable {
    public let network: Network
    public let glyphs: Glyphs
    private let lettering: Lettering
    private let style: WritingStyle

    public init(_ network: Network, glyphs: Glyphs, notation: Notation = .unfold) {
        self.network = network
        self.glyphs = glyphs
        lettering = Lettering(network, notation)
        style = glyphs.isASCII ? .ascii : .unicode
    }

    /// The name alone: `f`, `c~`, `a_y`.
    public func name(_ node: NodeID) -> String { text(node, nil) }

    /// The name with its step: `c~₃`.
    public func name(_ node: NodeID, at t: Int) -> String { text(node, t) }

    private func text(_ node: NodeID, _ t: Int?) -> String {
        let path = network.part(of: node).pathParts + [network[node].name]
        let name = TraceName(path: path, indices: t.map { [.integer($0)] } ?? [])
        return lettering.symbol(name).text(style)
    }

    /// ∂L/∂v
    public func gradient(of name: String) -> String { (glyphs.isASCII ? "dL/d" : "∂L/∂") + name }
}

extension Part {
    /// The name of the part's cell in scene files.
    var cellName: String? { layer.map { type(of: $0.cell).name } }
}
