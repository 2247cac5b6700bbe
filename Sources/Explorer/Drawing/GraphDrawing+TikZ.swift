extension GraphDrawing {
    /// The graph as a LaTeX document with a TikZ picture, on a page of its size.
    public var tikz: String {
        let left = nodes.map(\.column).min() ?? 0
        let (wide, high) = (1.7, 1.4)
        let (width, height) = ((columns - left) * wide + 3.5, rows * high + 2)
        var text = """
            % \(Self.comment(title))
            \\documentclass{article}
            \\usepackage[paperwidth=\(Self.short(width))cm,paperheight=\(Self.short(height))cm,margin=5mm]{geometry}
            \\usepackage{amsmath}
            \\usepackage{tikz}
            \\pagestyle{empty}
            \\begin{document}
            \\noindent
            \\begin{tikzpicture}[
                x=\(wide)cm, y=\(high)cm, >=latex,
                given/.style={inner sep=2pt},
                state/.style={draw, circle, minimum size=8mm, inner sep=1pt, fill=blue!8},
                output/.style={draw, circle, minimum size=8mm, inner sep=1pt},
                loss/.style={draw, rectangle, minimum size=6mm, inner sep=2pt, fill=orange!15},
                weights/.style={draw, rectangle, inner sep=4pt, fill=black!6},
                up/.style={->}, along/.style={->}, over/.style={->, out=0, in=180}, shared/.style={->, black!45}]

            """
        for node in nodes {
            text +=
                "  \\node[\(node.kind.style)] (\(Self.tikz(node.id))) at (\(Self.short(node.column - left)), \(Self.short(node.row))) {$\(node.latex)$};\n"
        }
        for edge in edges {
            let style = edge.way.style + (edge.isWithoutGradient ? ", dashed" : "")
            text +=
                "  \\draw[\(style)] (\(Self.tikz(nodes[edge.from].id))) to (\(Self.tikz(nodes[edge.to].id)));\n"
        }
        return text + "\\end{tikzpicture}\n\\end{document}\n"
    }

    /// A node's name without what TikZ reads in one.
    private static func tikz(_ id: String) -> String { id.replacing("_", with: "-") }

    /// Text as LaTeX sets it.
    static func latex(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\textbackslash{}"
            case "{", "}", "$", "&", "#", "%", "_": result += "\\\(character)"
            case "~": result += "\\textasciitilde{}"
            case "^": result += "\\textasciicircum{}"
            default: result.append(character)
            }
        }
        return result
    }

    /// One line that stays one.
    static func comment(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }

    static func short(_ number: Double) -> String {
        let rounded = (number * 100).rounded() / 100
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}

extension GraphDrawing.Kind {
    fileprivate var style: String {
        switch self {
        case .given: "given"
        case .state: "state"
        case .output: "output"
        case .loss: "loss"
        case .weights: "weights"
        }
    }
}

extension GraphDrawing.Way {
    fileprivate var style: String {
        switch self {
        case .up: "up"
        case .along: "along"
        case .over: "over"
        case .shared: "shared"
        }
    }
}
