import Wording

/// Reads the subset, and writes it both ways.
struct MathReader {
    let characters: [Character]
    var position = 0
    /// Whether each bracket that is open holds a function's arguments.
    private var calls: [Bool] = []
    /// Whether a sum's lower bound was read and its upper one follows.
    private var isInRange = false

    init(_ text: String) { characters = Array(text) }

    /// Commands: what is shown, and what is said.
    static let commands: [String: (shown: String, said: String)] = [
        "alpha": ("α", "alpha"), "beta": ("β", "beta"), "delta": ("δ", "delta"), "Delta": ("Δ", "Delta"),
        "theta": ("θ", "theta"), "Phi": ("Φ", "Phi"), "mu": ("μ", "mu"), "rho": ("ρ", "rho"), "lambda": ("λ", "lambda"),
        "ell": ("l", "l"), "eta": ("η", "eta"),
        "sigma": ("σ", "sigma"), "partial": ("∂", "partial "), "nabla": ("∇", "the gradient "),
        "odot": (" ⊙ ", " times, entry by entry, "), "cdot": ("·", " times "), "times": ("×", " by "),
        "bullet": (" ⊙ ", " times, entry by entry, "),
        "sum": ("Σ", "the sum "), "prod": ("Π", "the product "), "top": ("ᵀ", " transposed"),
        "to": (" → ", " to "), "leftarrow": ("←", " leftward "), "rightarrow": ("→", " rightward "),
        "infty": ("∞", "infinity"), "cdots": ("…", " and so on "), "dots": ("…", " and so on "),
        "ldots": ("…", " and so on "), "mid": (" | ", " given "),
        "le": (" ≤ ", " is at most "), "ge": (" ≥ ", " is at least "), "leq": (" ≤ ", " is at most "),
        "geq": (" ≥ ", " is at least "), "ne": (" ≠ ", " is not "), "approx": (" ≈ ", " is about "),
        "in": (" ∈ ", " in "), "lVert": ("‖", "the norm of "), "rVert": ("‖", ""), "Vert": ("‖", " norm "),
        "tanh": ("tanh", "hyperbolic tangent"), "log": ("log", "logarithm of "), "exp": ("exp", "exp "),
        "softmax": ("softmax", "softmax "), "min": ("min", "the minimum of "), "max": ("max", "the maximum of "),
        "diag": ("diag", "the diagonal matrix of "), "mathcal": ("", ""), "mathrm": ("", ""), "text": ("", ""),
        "mathbf": ("", ""), "operatorname": ("", ""), "left": ("", ""), "right": ("", ""), "quad": ("  ", ", "),
        ",": (" ", " "), ";": (" ", " "), "!": ("", ""), "\\": ("; ", "; "), "{": ("{", ""), "}": ("}", ""),
        "_": ("_", " "),
        "prime": ("′", " prime"),
    ]

    /// What stands close before its operand.
    static let prefixes: Set<String> = [
        "partial", "lVert", "nabla", "mathcal", "mathrm", "text", "left", "operatorname",
    ]

    mutating func read(until end: Character?) throws(MathProblem) -> (String, String) {
        var (shown, said) = ("", "")
        let start = position
        while position < characters.count {
            let character = characters[position]
            if character == end {
                position += 1
                return (shown, said)
            }
            switch character {
            case "}":
                throw MathProblem(offset: position, found: "a closing brace", expected: "the brace that it closes")
            case "{":
                position += 1
                let (inner, words) = try read(until: "}")
                (shown, said) = (shown + inner, said + words)
            case "^", "_":
                position += 1
                let (inner, words, isGroup) = try argument(after: character)
                (shown, said) = script(character, inner, words, isGroup, shown, said)
            case "\\": try command(&shown, &said)
            case "-", "−":
                position += 1
                shown += "−"
                said += " minus "
            case "+", "=", "/", "<", ">", "*", "|":
                position += 1
                let words: [Character: String] = [
                    "+": " plus ", "=": " is ", "/": " over ", "<": " is below ", ">": " is above ", "*": " times ",
                    "|": " given ",
                ]
                shown.append(character)
                said += words[character] ?? ""
            case "(", "[":
                position += 1
                // f(x) has its bracket close behind the name, a product has not.
                let isCall = shown.last.map { !" (+−·/=,".contains($0) } ?? false
                calls.append(isCall)
                shown.append(character)
                // The logarithm of, the minimum of: the word stands there already.
                let isSaid = isCall && character == "(" && said.hasSuffix(" of ")
                said +=
                    isSaid
                    ? "" : character == "(" ? (isCall ? " of " : " open bracket ") : isCall ? " at " : " the list "
            case ")", "]":
                position += 1
                shown.append(character)
                let isCall = calls.popLast() ?? true
                // f(x)/2 is no f(x/2).
                let isDivided = characters[position...].first { $0 != " " } == "/"
                said += !isCall && character == ")" ? " close bracket " : isCall && isDivided ? ", all " : " "
            case "'":
                position += 1
                shown += "′"
                said += " prime "
            default:
                position += 1
                shown.append(character)
                said.append(character)
            }
        }
        guard end == nil else {
            throw MathProblem(offset: max(0, start - 1), found: "an opening brace", expected: "its closing brace")
        }
        return (shown, said)
    }

    private mutating func script(
        _ mark: Character, _ inner: String, _ words: String, _ isGroup: Bool, _ shown: String, _ said: String
    ) -> (String, String) {
        if mark == "_" {
            if said.hasSuffix("the sum ") || said.hasSuffix("the product ") {
                isInRange = position < characters.count && characters[position] == "^"
                return (
                    shown + "_" + (inner.count > 1 ? "{\(inner)}" : inner) + (isInRange ? "" : " "),
                    said + "over " + words + (isInRange ? "" : " of ")
                )
            }
            if inner.allSatisfy({ MathText.subscripts[$0] != nil }) {
                return (shown + String(inner.compactMap { MathText.subscripts[$0] }), said + " " + words)
            }
            return (
                shown + "_" + (inner.count > 1 && inner.contains { "−+ ,".contains($0) } ? "{\(inner)}" : inner),
                said + " " + words
            )
        }
        if isInRange {
            isInRange = false
            return (shown + "^" + (inner.count > 1 ? "{\(inner)}" : inner) + " ", said + " to " + words + " of ")
        }
        if inner == "ᵀ" || inner == "T" && !isGroup {
            return (shown + (inner == "T" ? "^T" : "ᵀ"), said + (inner == "T" ? " at T" : " transposed"))
        }
        if inner == "2" && !isGroup { return (shown + "²", said + " squared") }
        if inner == "′" { return (shown + "′", said + " prime") }
        if shown.last == ")" {
            // A bracket has a power, and no step.
            return (shown + "^" + (inner.count > 1 ? "{\(inner)}" : inner), said + " to the power " + words)
        }
        return (
            shown + "^" + (inner.count > 1 && inner.contains { "−+ ,".contains($0) } ? "{\(inner)}" : inner),
            said + " at " + words
        )
    }

    private mutating func argument(after mark: Character) throws(MathProblem) -> (String, String, Bool) {
        guard position < characters.count else {
            throw MathProblem(offset: position, found: "the end", expected: "what stands after \(mark)")
        }
        if characters[position] == "{" {
            position += 1
            let (shown, said) = try read(until: "}")
            return (shown, said, true)
        }
        if characters[position] == "\\" {
            var (shown, said) = ("", "")
            try command(&shown, &said)
            return (shown.trimmed, said, false)
        }
        defer { position += 1 }
        return (String(characters[position]), String(characters[position]), false)
    }

    private mutating func command(_ shown: inout String, _ said: inout String) throws(MathProblem) {
        let start = position
        position += 1
        var name = ""
        while position < characters.count, characters[position].isASCII, characters[position].isLetter {
            name.append(characters[position])
            position += 1
        }
        if name.isEmpty, position < characters.count {
            name = String(characters[position])
            position += 1
        }
        // Behind these a blank only ends the command's name.
        if Self.prefixes.contains(name), position < characters.count, characters[position] == " " { position += 1 }
        if name == "rVert", shown.last == " " { shown.removeLast() }
        switch name {
        case "frac", "tfrac":
            let (top, topWords, _) = try argumentOfCommand()
            let (bottom, bottomWords, _) = try argumentOfCommand()
            if top == "1", bottom == "2" {
                (shown, said) = (shown + "½", said + "half ")
                return
            }
            func wrapped(_ text: String) -> String { text.contains { "+− ".contains($0) } ? "(\(text))" : text }
            shown += wrapped(top) + "/" + wrapped(bottom)
            func spoken(_ words: String, _ shown: String, _ signs: String) -> String {
                shown.contains { signs.contains($0) } ? " open bracket \(words) close bracket " : words
            }
            said += spoken(topWords, top, "+−") + " over " + spoken(bottomWords, bottom, "+− ")
        case "overset":
            // = with a question mark above it: what somebody claims.
            let (top, _, _) = try argumentOfCommand()
            let (sign, _, _) = try argumentOfCommand()
            guard top == "?", sign == "=" else {
                throw MathProblem(offset: start, found: "\\overset", expected: "\\overset{?}{=}")
            }
            shown += " =? "
            said += " is said to be "
        case "tilde", "hat", "vec", "bar", "overrightarrow", "overleftarrow":
            let (inner, words, _) = try argumentOfCommand()
            let marks: [String: (String, String)] = [
                "tilde": ("~", "new "), "hat": ("\u{302}", "predicted "), "vec": ("→", "rightward "),
                "bar": ("‾", "mean "),
                "overrightarrow": ("→", "rightward "), "overleftarrow": ("←", "leftward "),
            ]
            let mark = marks[name] ?? ("", "")
            shown += name == "hat" && inner == "y" ? "ŷ" : inner + mark.0
            said += mark.1 + words
        default:
            guard let known = Self.commands[name] else {
                throw MathProblem(
                    offset: start, found: "\\" + SafeText.of(name),
                    expected: Spelling.nearest(to: name, among: Self.commands.keys.sorted()).map { "\\\($0)" }
                        ?? "a command of the subset")
            }
            shown += known.shown
            said += known.said
        }
    }

    /// The argument of a command.
    private mutating func argumentOfCommand() throws(MathProblem) -> (String, String, Bool) {
        while position < characters.count, characters[position] == " " { position += 1 }
        return try argument(after: "{")
    }
}
