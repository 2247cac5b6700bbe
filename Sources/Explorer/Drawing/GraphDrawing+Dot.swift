extension GraphDrawing {
    /// The graph in Graphviz' language: a rank for each row, the columns in the order of time.
    public var dot: String {
        var text = """
            digraph unfolded {
              label=\(Self.quoted(title)); labelloc=t; rankdir=BT; newrank=true; nodesep=0.5; ranksep=0.5; fontname="serif";
              node [fontname="serif", fontsize=14, width=0.5, height=0.5];

            """
        let byRow = Dictionary(grouping: nodes.indices) { nodes[$0].row }
        for row in byRow.keys.sorted() {
            let members = (byRow[row] ?? []).sorted { nodes[$0].column < nodes[$1].column }
            // Some readers lose whatever stands within braces, so nothing stands there but names.
            for place in members {
                let node = nodes[place]
                text += "  \(Self.quoted(node.id)) [label=\(Self.quoted(node.text)), \(node.kind.attributes)];\n"
            }
            let names = members.map { Self.quoted(nodes[$0].id) }
            text += "  { rank=same; \(names.joined(separator: "; ")); }\n"
            // Order in time, where no arrow says it.
            if names.count > 1 { text += "  \(names.joined(separator: " -> ")) [style=invis];\n" }
        }
        // What keeps the ranks in order where nothing leads up.
        let rows = byRow.keys.sorted()
        for (below, above) in zip(rows, rows.dropFirst()) {
            guard let a = byRow[below]?.min(by: { nodes[$0].column < nodes[$1].column }),
                let b = byRow[above]?.min(by: { nodes[$0].column < nodes[$1].column })
            else { continue }
            text += "  \(Self.quoted(nodes[a].id)) -> \(Self.quoted(nodes[b].id)) [style=invis];\n"
        }
        for edge in edges {
            var attributes: [String] = []
            if edge.way != .up { attributes.append("constraint=false") }
            if edge.way == .shared { attributes.append("color=gray50") }
            if edge.isWithoutGradient { attributes.append("style=dashed") }
            let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
            text += "  \(Self.quoted(nodes[edge.from].id)) -> \(Self.quoted(nodes[edge.to].id))\(list);\n"
        }
        return text + "}\n"
    }

    private static func quoted(_ text: String) -> String {
        "\"" + comment(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension GraphDrawing.Kind {
    fileprivate var attributes: String {
        switch self {
        case .given: "shape=plaintext"
        case .state: "shape=circle, style=filled, fillcolor=\"#d9e8f6\", margin=0.02"
        case .output: "shape=circle, margin=0.02"
        case .loss: "shape=box, style=filled, fillcolor=\"#fbe3cf\", margin=0.04"
        case .weights: "shape=box, style=filled, fillcolor=\"#eeeeee\", margin=0.08"
        }
    }
}
