import TerminalUI

/// Whose letters the screen uses: ours, or those of a lecture or library (the table in the README).
public enum Notation: String, Sendable, CaseIterable {
    case here, dalmau, brasher, mcallester, jumadinova, pytorch

    public var title: String {
        switch self {
        case .here: "unfold"
        case .dalmau: "Dalmau"
        case .brasher: "Brasher, Chung"
        case .mcallester: "McAllester"
        case .jumadinova: "Jumadinova, cs231n"
        case .pytorch: "PyTorch"
        }
    }

    public var next: Notation {
        let all = Notation.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// A node's name; `c_tilde` becomes `c~`, which takes one cell a character.
    func name(_ name: String, cell: String?) -> String {
        let plain = name.replacing("_tilde", with: "~")
        switch (self, cell, name) {
        case (.dalmau, "rnn", "h"), (.dalmau, "linear", "h"): return "a"
        case (.dalmau, "rnn", "a"), (.dalmau, "linear", "a"): return "z"
        case (.dalmau, nil, "y"): return "ŷ"
        case (.jumadinova, "lstm", "c_tilde"), (.pytorch, "lstm", "c_tilde"): return "g"
        case (.pytorch, "gru", "z"): return "1−z"
        case (.pytorch, "gru", "h_tilde"): return "n"
        default: return plain
        }
    }

    /// A parameter's name.
    func parameter(_ name: String, cell: String?) -> String {
        let isVanilla = cell == "rnn" || cell == "linear"
        switch (self, name) {
        case (.dalmau, "W") where isVanilla: return "W_ax"
        case (.dalmau, "U") where isVanilla: return "W_aa"
        case (.dalmau, "b") where isVanilla: return "b_a"
        case (.dalmau, "W_y"): return "W_ya"
        case (.mcallester, "W") where isVanilla: return "W^xh"
        case (.mcallester, "U") where isVanilla: return "W^hh"
        case (.mcallester, "b") where isVanilla: return "−B"
        case (.jumadinova, "W") where isVanilla: return "W_xh"
        case (.jumadinova, "U") where isVanilla: return "W_hh"
        case (.jumadinova, "W_y"): return "W_hy"
        case (.pytorch, "W") where isVanilla: return "W_ih"
        case (.pytorch, "U") where isVanilla: return "W_hh"
        case (.pytorch, "b") where isVanilla: return "(b_ih+b_hh)"
        default: return name
        }
    }

    /// A name with its step: `h₃`; superscript letters are written `a^3`, McAllester's brackets `h[3]`.
    func indexed(_ name: String, _ t: Int, _ glyphs: Glyphs) -> String {
        switch self {
        case .dalmau: "\(name)^\(t)"
        case .mcallester: "\(name)[\(t - 1)]"
        case .here, .brasher, .jumadinova, .pytorch: name + glyphs.subscripted(t)
        }
    }
}
