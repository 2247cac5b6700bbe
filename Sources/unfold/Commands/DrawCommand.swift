import ArgumentParser
import Explorer
import Recurrence
import Scenes
import TerminalUI

struct DrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: "Draw the unfolded graph of a scene, for slides and pages.",
        discussion: """
            TikZ comes as a whole LaTeX document on a page of the picture's size; dot is for Graphviz. With --computational the \
            shared weights are one node with an arrow into every step, and every loss has an arrow into their sum.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, svg, tikz, dot }

    @Argument(help: "A scene file, - for standard input, or the name of a built-in scene.", completion: .scene)
    var scene: String

    @Option(help: "text, svg, tikz or dot.")
    var format = Format.text

    @Flag(help: "The shared weights and the sum of the losses as nodes of their own; in svg, tikz and dot.")
    var computational = false

    @Option(
        help: ArgumentHelp(
            "Whose letters, in svg, tikz and dot: unfold, dalmau, brasher, mcallester, jumadinova or pytorch.",
            valueName: "notation"))
    var notation: Notation?

    @Option(
        help: ArgumentHelp("Columns of the text, 10 to 1000; otherwise those of the terminal, or 100.", valueName: "n"),
        transform: NumberOption.whole(10...1_000))
    var width: Int?

    @Option(help: "The signs of the text: braille, unicode or ascii; unicode unless said.")
    var glyphs: Glyphs?

    @OptionGroup var output: OutputOption

    func validate() throws {
        if format == .text, computational {
            throw ValidationError("The text has no computational graph; svg, tikz and dot do.")
        }
        if format == .text, notation != nil {
            throw ValidationError("The text has the letters of the screen; --notation goes with svg, tikz and dot.")
        }
        if format != .text, width != nil || glyphs != nil {
            throw ValidationError("\(width == nil ? "--glyphs" : "--width") goes with --format text.")
        }
    }

    /// The most nodes of a picture: more are a blur, and arrows are as many again.
    private static let mostSteps = 400

    func run() throws {
        let scene = try SceneLookup.scene(self.scene).scene
        let network = scene.network()
        let labels = GraphLabels(scene.trace(as: Double.self), vocabulary: scene.model.embedding?.vocabulary ?? [])
        if format == .text {
            let graph = UnfoldedGraph(computed: network, labels: labels)
            let columns = width ?? Output.width ?? 100
            var grid = Grid(Size(width: columns, height: graph.preferredHeight(width: columns)))
            graph.draw(&grid, glyphs: glyphs ?? .unicode)
            // Losses of steps that are not in sight leave their rows empty.
            let rows = grid.plainText.split(separator: "\n", omittingEmptySubsequences: false)
            let drawn = rows.drop { $0.allSatisfy(\.isWhitespace) }
            return try output.write(drawn.joined(separator: "\n"))
        }
        let steps = max(network.lengths.inputs, network.lengths.outputs)
        guard steps <= Self.mostSteps else {
            throw Failure(
                .data,
                "\(self.scene): it has \(steps) steps; up to \(Self.mostSteps) are drawn, and --format text draws a part"
            )
        }
        let drawing = GraphDrawing(
            network, labels: labels, title: scene.title, notation: notation ?? .unfold, isComputational: computational)
        switch format {
        case .text, .svg: try output.write(drawing.svg)
        case .tikz: try output.write(drawing.tikz)
        case .dot: try output.write(drawing.dot)
        }
    }
}
