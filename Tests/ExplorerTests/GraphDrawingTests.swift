import Explorer
import Recurrence
import Scenes
import Testing

/// The unfolded graph as SVG, TikZ and dot.
@Suite struct GraphDrawingTests {
    private func drawing(_ scene: Scene, isComputational: Bool = false) -> GraphDrawing {
        GraphDrawing(
            scene.network(), labels: GraphLabels(scene.trace(as: Double.self), vocabulary: scene.vocabulary),
            title: scene.title, isComputational: isComputational)
    }

    private func twoSteps() throws -> Scene {
        try Scene(
            text: """
                unfold: 1
                title: two % steps
                model: {shape: many-to-one, stack: [{cell: rnn, hidden: 1, bias: false}], readout: {size: 1, bias: false}}
                sequence: {inputs: [[1], [2]], targets: [null, [1]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[0.5]], readout.W_y: [[2]]}}
                """, file: "two")
    }

    @Test func tikzOfTwoSteps() throws {
        let text = drawing(try twoSteps(), isComputational: true).tikz
        let body = text.split(separator: "\n").filter { $0.hasPrefix("  \\") || $0.hasPrefix("%") }
        #expect(
            body.joined(separator: "\n") == #"""
                % two % steps
                  \node[given] (input-x-1) at (1, 0) {$x_{1}$};
                  \node[given] (input-x-2) at (2, 0) {$x_{2}$};
                  \node[state] (stack-0-h-1) at (1, 1) {$h_{1}$};
                  \node[state] (stack-0-h-2) at (2, 1) {$h_{2}$};
                  \node[given] (stack-0-h-0) at (0, 1) {$0$};
                  \node[output] (readout-y-2) at (2, 2) {$y_{2}$};
                  \node[loss] (loss-2) at (2, 3) {$L_{2}$};
                  \node[loss] (loss) at (2, 4.2) {$L$};
                  \node[weights] (weights-stack-0) at (3.2, 0.5) {$W,\, U$};
                  \node[weights] (weights-readout) at (3.2, 1.5) {$W_{y}$};
                  \draw[along] (stack-0-h-0) to (stack-0-h-1);
                  \draw[along] (stack-0-h-1) to (stack-0-h-2);
                  \draw[up] (input-x-1) to (stack-0-h-1);
                  \draw[up] (input-x-2) to (stack-0-h-2);
                  \draw[up] (stack-0-h-2) to (readout-y-2);
                  \draw[up] (readout-y-2) to (loss-2);
                  \draw[shared] (loss-2) to (loss);
                  \draw[shared] (weights-stack-0) to (stack-0-h-1);
                  \draw[shared] (weights-stack-0) to (stack-0-h-2);
                  \draw[shared] (weights-readout) to (readout-y-2);
                """#)
    }

    @Test(arguments: BuiltInScenes.all.map(\.name)) func everySceneIsDrawnWhole(_ name: String) throws {
        let scene = try #require(BuiltInScenes.all.first { $0.name == name }).scene()
        for isComputational in [false, true] {
            let drawing = drawing(scene, isComputational: isComputational)
            #expect(Set(drawing.nodes.map(\.id)).count == drawing.nodes.count)
            #expect(drawing.nodes.allSatisfy { $0.row >= 0 && !$0.text.isEmpty })
            // Nothing stands alone or follows from itself, and no two nodes stand in one place.
            #expect(drawing.edges.allSatisfy { $0.from != $0.to })
            for place in drawing.nodes.indices {
                #expect(drawing.edges.contains { $0.from == place || $0.to == place }, "\(drawing.nodes[place].id)")
            }
            #expect(Set(drawing.nodes.map { "\($0.column) \($0.row)" }).count == drawing.nodes.count)
            for text in [drawing.dot, drawing.tikz] {
                #expect(text.count { $0 == "{" } == text.count { $0 == "}" })
            }
            #expect(drawing.svg.components("<path d=\"M ") == drawing.edges.count + 1)
            #expect(drawing.svg.components("<text ") == drawing.nodes.count)
        }
        let losses = drawing(scene, isComputational: true).edges.count { $0.way == .shared }
        #expect(losses > drawing(scene).edges.count { $0.way == .shared })
    }

    /// Some readers of dot lose labels that stand in a group.
    @Test func groupsOfDotHoldNamesAlone() throws {
        let lines = drawing(try twoSteps()).dot.split(separator: "\n")
        let groups = lines.filter { $0.contains("rank=same") }
        #expect(
            !groups.isEmpty && groups.allSatisfy { $0.hasSuffix("}") && !$0.contains("label") && !$0.contains("->") })
        #expect(lines.count { $0.contains("[label=") } == drawing(try twoSteps()).nodes.count)
    }

    @Test func whatSendsNoGradientIsDashed() throws {
        var scene = try #require(BuiltInScenes.all.first { $0.name == "one-seed-a-spiral" }).scene()
        #expect(!drawing(scene).svg.contains("stroke-dasharray"))
        #expect(drawing(scene).edges.contains { $0.way == .over })
        scene.title = "<&>"
        #expect(drawing(scene).svg.contains("<title>&lt;&amp;&gt;</title>"))
    }
}

extension String {
    /// How often a piece stands in it.
    fileprivate func components(_ piece: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: piece) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
