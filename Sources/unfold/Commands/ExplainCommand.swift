import ArgumentParser
import Formula
import Recurrence
import Scenes
import Wording

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Work a scene from beginning to end: every equation in symbols, with the numbers in, and its result.",
        discussion: """
            A moment is start, forward:T, loss, backward:T, clip or update, as `unfold frame` has them; a decoder has decode:T \
            and backward:decode:T, layers in both directions have forward:0.forward:T, forward:0.backward:T and so on. In the \
            text ∂v stands for ∂L/∂v on the right of an equation.
            """)

    @Argument(help: "A scene file, - for standard input, or the name of a built-in scene.", completion: .scene)
    var scene: String

    @Option(help: ArgumentHelp("The first moment.", valueName: "moment"))
    var from: String?

    @Option(help: ArgumentHelp("The last moment.", valueName: "moment"))
    var to: String?

    @Option(help: ArgumentHelp("Only these, with commas between: h, c[2], stack.0.W_f, grad(h).", valueName: "names"))
    var only: String?

    @Option(help: ArgumentHelp("unfold, dalmau, brasher, mcallester, jumadinova or pytorch.", valueName: "notation"))
    var notation = Notation.unfold

    @Option(
        help: ArgumentHelp("Digits after the point, 1 to 17; 17 writes every digit. (default: 4)", valueName: "n"),
        transform: NumberOption.whole(1...17))
    var digits = 4

    @Option(
        help: ArgumentHelp("So many entries and summands are written out, from 2 on. (default: 16)", valueName: "n"),
        transform: NumberOption.whole(2...Int.max))
    var most = 16

    @Option(help: "text, markdown or latex.")
    var format = WorkedDerivation.Format.text

    @Flag(help: "Signs of a keyboard only, in text and markdown.")
    var ascii = false

    func validate() throws {
        if ascii, format == .latex { throw ValidationError("--ascii goes with --format text and markdown.") }
    }

    func run() throws {
        let scene = try SceneLookup.scene(self.scene).scene
        let timeline = Timeline(scene.network(), clips: scene.training?.clip != nil)
        var options = WorkedDerivation.Options()
        options.notation = notation
        options.style = format == .latex ? .latex : ascii ? .ascii : .unicode
        options.decimals = digits
        options.most = most
        options.from = try from.map { try moment($0, in: timeline) }
        options.through = try to.map { try moment($0, in: timeline) }
        if let first = options.from.flatMap(timeline.index), let last = options.through.flatMap(timeline.index),
            first > last
        {
            throw Failure(.usage, "--from \(from ?? "") comes after --to \(to ?? "")")
        }
        options.only = try WorkedNames.checked(only, of: "--only", in: scene)
        let worked = WorkedDerivation(scene, options)
        if worked.sections.isEmpty {
            let moments = [options.from ?? timeline[0], options.through ?? timeline[timeline.count - 1]]
            throw Failure(
                .usage,
                "nothing\(only.map { " of \(SafeText.of($0))" } ?? "") stands between \(moments[0]) and \(moments[1]), so there is "
                    + "nothing to explain"
            )
        }
        Output.write(worked.text(format, style: options.style, width: Output.width))
    }

    private func moment(_ text: String, in timeline: Timeline) throws -> Moment {
        guard let moment = Moment(text), timeline.index(of: moment) != nil else {
            throw Failure(
                .usage, "this scene has no moment \(SafeText.of(text)); its moments run \(timeline.inWords)")
        }
        return moment
    }
}

/// Names of nodes and parameters in a list, each of which the scene must have.
enum WorkedNames {
    static func checked(_ text: String?, of option: String, in scene: Scene) throws -> [TraceName] {
        guard let text else { return [] }
        let network = scene.network()
        let shown = network.nodes.filter(\.isShown)
        let known =
            shown.flatMap { [$0.name, network.parts[$0.part].name + "." + $0.name] }
            + network.parameters.flatMap { [$0.name, $0.path] } + ["loss", "target"]
        let list: TraceNameList
        do {
            list = try TraceNameList(text)
        } catch {
            throw Failure(
                .usage, "\(option): \(SafeText.of(error.source)) is no name; names such as h, c[2], grad(h) would fit")
        }
        if list.items.isEmpty {
            throw Failure(.usage, "\(option) names nothing; names such as h, c[2], grad(h) would fit")
        }
        return try list.items.map { source, name in
            guard known.contains(name.dotted) else {
                let nodes = Set(shown.map(\.name)).sorted() + ["loss", "target"]
                let parameters = Set(network.parameters.map(\.name)).sorted()
                throw Failure(
                    .usage,
                    "\(option): the scene has no \(SafeText.of(source)); it has \(nodes.joined(separator: ", ")) "
                        + "and the parameters \(parameters.joined(separator: ", "))")
            }
            let meant = shown.filter { [$0.name, network.parts[$0.part].name + "." + $0.name].contains(name.dotted) }
            if let step = name.indices.first?.wholeNumber, let node = meant.first,
                !meant.contains(where: { $0.storedSteps.contains(step) })
            {
                throw Failure(
                    .usage,
                    "\(option): \(name.dotted) has the steps \(node.storedSteps.lowerBound) to \(node.storedSteps.upperBound); "
                        + "\(SafeText.of(source)) was given")
            }
            return name
        }
    }
}

extension Notation: ExpressibleByArgument {}
extension WorkedDerivation.Format: ExpressibleByArgument {}
