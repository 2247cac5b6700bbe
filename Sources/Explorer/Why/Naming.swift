import Formula
import Recurrence
import TerminalUI

/// How nodes and steps are called on the screen, in the letters of a notation.
public struct Naming: Sendable {
    /// The network whose nodes and parameters are named.
    public let network: Network
    /// Decides between `∂L/∂h₃` and `dL/dh3`.
    public let glyphs: Glyphs
    private let lettering: Lettering
    private let style: WritingStyle

    /// - Parameter lettering: the symbols of the network's names; they take long to make, so they are made once.
    public init(_ lettering: Lettering, glyphs: Glyphs) {
        network = lettering.network
        self.glyphs = glyphs
        self.lettering = lettering
        style = glyphs.isASCII ? .ascii : .unicode
    }

    /// The name alone: `f`, `c~`, `a_y`.
    public func name(_ node: NodeID) -> String { text(node, nil) }

    /// The name with its step: `c~₃`.
    public func name(_ node: NodeID, at t: Int) -> String { text(node, t) }

    /// A parameter: `U_f`.
    public func name(_ parameter: ParameterID) -> String {
        symbol(network[parameter].pathParts)
    }

    private func text(_ node: NodeID, _ t: Int?) -> String {
        symbol(network.part(of: node).pathParts + [network[node].name], t)
    }

    private func symbol(_ path: [String], _ t: Int? = nil) -> String {
        lettering.symbol(TraceName(path: path, indices: t.map { [.integer($0)] } ?? [])).text(style)
    }

    /// ∂L/∂v
    public func gradient(of name: String) -> String { (glyphs.isASCII ? "dL/d" : "∂L/∂") + name }
}
