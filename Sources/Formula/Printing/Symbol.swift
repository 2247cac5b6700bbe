/// A name as a notation writes it: a letter with its marks, its step and its entry.
///
/// One symbol is written in every style: `c~₃`, `c~3`, `\tilde{c}_{3}`, "c tilde 3".
public struct Symbol: Sendable, Hashable {
    /// The sign over the letter: c~ for a candidate, ŷ for an output.
    public enum Accent: Sendable, Hashable { case none, tilde, hat }
    /// Which way time runs in its part of a bidirectional layer.
    public enum Course: Sendable, Hashable { case none, forward, backward }
    /// Where a notation puts the step.
    public enum StepPlace: Sendable, Hashable {
        /// h₃
        case below
        /// a^3
        case above
        /// h[3,J]: all indices in brackets, with a letter for the whole vector behind the step
        case brackets(String)
    }
    /// How the symbol says that a gradient is meant; `none` for a value.
    public enum Gradient: Sendable, Hashable {
        case none
        /// ∂L/∂h₃
        case full
        /// ∂h₃, where the line says that ∂v stands for ∂L/∂v
        case short
    }

    /// A letter, the name of a Greek one, or a word: "h", "alpha", "target".
    public var letter: String
    /// The sign over the letter.
    public var accent = Accent.none
    /// The direction of its part of a bidirectional layer; `none` elsewhere.
    public var course = Course.none
    /// Letters below: f of W_f.
    public var lower = ""
    /// Letters above: x,R of W^{x,R}.
    public var upper = ""
    /// The layer, where there is more than one, from 1.
    public var layer: String?
    /// The part of a network, where two names would look alike: "dec", "att".
    public var part = ""
    /// The step: a number, or the variable of a sum.
    public var step: String?
    /// Where the step stands; the layer stands on the other side, or in the same brackets.
    public var stepPlace = StepPlace.below
    /// What a function-like name is of: x and h of A_f(x₃, h₂).
    public var arguments: [Symbol] = []
    /// The unit, or row and column, from 1.
    public var entry: [String] = []
    /// Whether the gradient is meant, and how that is written.
    public var gradient = Gradient.none
    /// What it is the gradient of: L, or L_3 of one step.
    public var gradientOf = "L"
    /// Whether it is one number, so that a dot stands beside it.
    public var isNumber = false
    /// What an update makes of a parameter.
    public enum Change: Sendable, Hashable { case none, updated, clipped, normOfGradient, scale }
    /// What of an update is meant; `none` for the parameter as it is.
    public var change = Change.none
    /// What is added to it under one name: (b_ih + b_hh), where only the sum is known.
    public var summands: [Symbol] = []

    /// A letter with its own marks; layer, step and entry are added to it.
    public init(_ letter: String, accent: Accent = .none, lower: String = "", upper: String = "") {
        self.letter = letter
        self.accent = accent
        self.lower = lower
        self.upper = upper
    }

    /// The whole symbol in one style: the gradient's ∂ or the update's word, the letter with its marks, the entry.
    public func text(_ style: WritingStyle) -> String {
        guard change == .none else { return changed(style) }
        // The gradient of a sum is that of each of its summands.
        let isSum = !summands.isEmpty && gradient == .none
        let name =
            isSum
            ? style.bracketed(([marks(style)] + summands.map { $0.text(style) }).joined(separator: " \(style.plus) "))
            : marks(style)
        let marked = name + entryMark(style)
        switch (gradient, style) {
        case (.none, _): return marked
        case (.full, .unicode): return "∂\(gradientOf)/∂" + marked
        case (.full, .ascii): return "d\(gradientOf)/d" + marked
        case (.full, .latex): return "\\partial \(gradientOf)/\\partial " + marked
        case (.short, .unicode): return "∂" + marked
        case (.short, .ascii): return "d" + marked
        case (.short, .latex): return "\\partial " + marked
        case (_, .spoken): return "gradient of " + marked
        }
    }

    /// new U, clip(∂L/∂U), ‖∂L/∂U‖, scale(U)
    private func changed(_ style: WritingStyle) -> String {
        var plain = self
        plain.change = .none
        plain.entry = []
        var gradient = plain
        gradient.gradient = .full
        let mark = entryMark(style)
        switch (change, style) {
        case (.updated, .spoken): return "new \(plain.text(style))\(mark)"
        case (.updated, .latex): return "\\mathrm{new}\\,\(plain.text(style))\(mark)"
        case (.updated, _): return "new \(plain.text(style))\(mark)"
        case (.clipped, .spoken): return "clipped \(gradient.text(style))\(mark)"
        case (.clipped, .latex): return "\\mathrm{clip}(\(gradient.text(style)))\(mark)"
        case (.clipped, _): return "clip(\(gradient.text(style)))\(mark)"
        case (.normOfGradient, .spoken): return "norm of the \(gradient.text(style))"
        case (.normOfGradient, .latex): return "\\lVert \(gradient.text(style)) \\rVert"
        case (.normOfGradient, .ascii): return "norm(\(gradient.text(style)))"
        case (.normOfGradient, _): return "‖\(gradient.text(style))‖"
        case (_, .spoken): return "scale of \(plain.text(style))"
        default: return style == .latex ? "\\mathrm{scale}(\(plain.text(style)))" : "scale(\(plain.text(style)))"
        }
    }

    /// Whether a power of it needs brackets: its own marks stand above.
    var standsHigh: Bool {
        if stepPlace == .above, step != nil { return true }
        return !upper.isEmpty || layer != nil || gradient != .none
    }

    private func marks(_ style: WritingStyle) -> String {
        let core: String
        switch style {
        case .unicode, .ascii: core = plain(style)
        case .latex: core = latex
        case .spoken: core = spoken
        }
        guard !arguments.isEmpty else { return core }
        let inner = arguments.map { $0.text(style) }.joined(separator: ", ")
        return style == .spoken ? "\(core) of \(inner)" : "\(core)(\(inner))"
    }

    private func entryMark(_ style: WritingStyle) -> String {
        guard !entry.isEmpty else { return "" }
        if style == .spoken {
            return entry.count == 1 ? ", unit \(entry[0])," : ", row \(entry[0]) column \(entry[1]),"
        }
        return "[" + entry.joined(separator: ",") + "]"
    }

    // MARK: On a terminal

    private func plain(_ style: WritingStyle) -> String {
        let isUnicode = style == .unicode
        if letter == "‖g‖" { return isUnicode ? letter : "norm(g)" }
        var text = isUnicode ? Self.greek[letter] ?? letter : letter
        switch accent {
        case .none: break
        case .tilde: text += "~"
        case .hat: text = letter == "y" && isUnicode ? "ŷ" : text + (isUnicode ? "^" : "hat")
        }
        switch course {
        case .none: break
        case .forward: text += isUnicode ? "→" : ">"
        case .backward: text += isUnicode ? "←" : "<"
        }
        let below = [lower, part].filter { !$0.isEmpty }.joined(separator: ",")
        if case .brackets(let whole) = stepPlace {
            if !below.isEmpty { text += "_" + below }
            if !upper.isEmpty { text += "^" + (upper.count > 1 ? "{\(upper)}" : upper) }
            let inside = [layer, step, whole.isEmpty ? nil : whole].compactMap { $0 }
            return inside.isEmpty ? text : text + "[" + inside.joined(separator: ",") + "]"
        }
        if let layer, stepPlace == .below { text += isUnicode ? Self.raised(layer) : "^(\(layer))" }
        if let layer, stepPlace == .above { text += isUnicode ? Self.lowered(layer) : "_(\(layer))" }
        if !below.isEmpty { text += "_" + below }
        if !upper.isEmpty { text += "^" + (upper.count > 1 ? "{\(upper)}" : upper) }
        guard let step else { return text }
        if stepPlace == .above { return text + "^" + (step.count > 1 ? "{\(step)}" : step) }
        if isUnicode, let lowered = Self.loweredOrNil(step) { return text + lowered }
        let needsMark = text.last.map { $0.isNumber || $0 == ")" } ?? false
        return text + (needsMark || !step.allSatisfy(\.isNumber) ? "_" : "") + step
    }

    private static let greek = [
        "alpha": "α", "delta": "δ", "sigma": "σ", "rho": "ρ", "lambda": "λ", "Phi": "Φ", "Phi.init": "Φ.init",
        "theta": "θ",
    ]
    private static let raisedDigits: [Character: Character] = [
        "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]
    private static let loweredDigits: [Character: Character] = [
        "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉", "t": "ₜ",
        "k": "ₖ", "i": "ᵢ", "j": "ⱼ", "+": "₊", "-": "₋", "−": "₋",
    ]

    private static func raised(_ text: String) -> String { String(text.map { raisedDigits[$0] ?? $0 }) }
    private static func lowered(_ text: String) -> String { String(text.map { loweredDigits[$0] ?? $0 }) }
    private static func loweredOrNil(_ text: String) -> String? {
        text.allSatisfy { loweredDigits[$0] != nil } ? lowered(text) : nil
    }

    // MARK: LaTeX

    private var latex: String {
        if letter == "‖g‖" { return "\\lVert g \\rVert" }
        let named =
            letter == "Phi.init"
            ? "\\Phi.\\mathrm{init}"
            : Self.greek[letter] != nil ? "\\\(letter)" : letter.count > 1 ? "\\mathrm{\(letter)}" : letter
        var text =
            switch accent {
            case .none: named
            case .tilde: "\\tilde{\(named)}"
            case .hat: "\\hat{\(named)}"
            }
        switch course {
        case .none: break
        case .forward: text = "\\overrightarrow{\(text)}"
        case .backward: text = "\\overleftarrow{\(text)}"
        }
        var below = [lower, part].filter { !$0.isEmpty }.map(Self.latexWord)
        var above = upper.isEmpty ? [] : [upper]
        if case .brackets(let whole) = stepPlace {
            if !below.isEmpty { text += "_{\(below.joined(separator: ","))}" }
            if !above.isEmpty { text += "^{\(above.joined(separator: ","))}" }
            let inside = [layer, step, whole.isEmpty ? nil : whole].compactMap { $0 }
            return inside.isEmpty ? text : text + "[" + inside.joined(separator: ",") + "]"
        }
        if let layer { stepPlace == .below ? above.append("(\(layer))") : below.append("(\(layer))") }
        if let step { stepPlace == .below ? below.append(step) : above.append(step) }
        if !below.isEmpty { text += "_{\(below.joined(separator: ","))}" }
        if !above.isEmpty { text += "^{\(above.joined(separator: ","))}" }
        return text
    }

    private static func latexWord(_ word: String) -> String {
        word.count > 1 && word.allSatisfy(\.isLetter) && word.count > 2 ? "\\mathrm{\(word)}" : word
    }

    // MARK: Words

    private var spoken: String {
        var words = [letter == "‖g‖" ? "norm of all gradients" : letter.replacing(".", with: " ")]
        switch accent {
        case .none: break
        case .tilde: words.append("tilde")
        case .hat: words.append("hat")
        }
        switch course {
        case .none: break
        case .forward: words.append("forward")
        case .backward: words.append("backward")
        }
        if !lower.isEmpty { words.append(lower) }
        if !upper.isEmpty { words.append(upper.replacing(",", with: " ")) }
        if !part.isEmpty { words.append(part == "dec" ? "of the decoder" : "of the attention") }
        if let layer { words.append("layer \(layer)") }
        if let step { words.append(step) }
        return words.joined(separator: " ").replacing("-", with: " minus ").replacing("+", with: " plus ")
    }
}
