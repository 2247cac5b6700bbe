import ExactMath
import Recurrence
import Scenes

/// A scene's trace, with which the arrays of a learner's own program are compared.
public struct Verification: Sendable {
    let scene: Scene
    /// The scene's network, by whose names lines are asked for.
    public let network: Network
    let trace: Trace<Double>

    /// Runs the scene once; every comparison is with this trace.
    public init(_ scene: Scene) {
        self.scene = scene
        network = scene.network()
        trace = scene.trace()
    }

    /// Whether slips are looked for; a scene that is too large for that is compared entry by entry alone.
    public var looksForSlips: Bool { VerificationEngine.isSmallEnough(scene) }

    /// The numbers of a line as the engine has them; nil where the trace has no such line.
    public func numbers(of line: LineName) -> [Double]? {
        if line.path == "loss" { return line.isGradient ? nil : [trace.loss] }
        if line.path == "losses" {
            return trace.losses.first { $0.step == line.step && !line.isGradient }.map { [$0.value] }
        }
        switch NetworkNames(network).resolve(line.path.split(separator: ".").map(String.init)) {
        case .node(let node)?:
            guard let step = line.step, network[node].storedSteps.contains(step) else { return nil }
            return Array(line.isGradient ? trace.gradient(node, at: step) : trace.value(node, at: step))
        case .parameter(let id)?:
            return Array(line.isGradient ? trace.gradient(network[id]) : trace.value(network[id]))
        default: return nil
        }
    }

    /// Marks arrays: right, wrong, or following rightly from others that are wrong, with the slips that explain the wrong ones.
    ///
    /// - Parameter carried: what an entry counts that follows from a wrong one, 0 … 1.
    public func marks(_ arrays: [ProgramArray], carried: Rational = .one) -> MarkedAnswers {
        VerificationRun(self, arrays).marked(carried: carried)
    }

    /// Where lines come in the computation: forward in time, the losses, back in time, the parameters' gradients.
    func order(of lines: [LineName]) -> [LineName: Int] {
        var places: [LineName: Int] = [:]
        func add(_ line: LineName) { if places[line] == nil { places[line] = places.count } }
        let forward = network.runningBlocks.flatMap { block in
            block.steps.flatMap { t in
                block.equations.compactMap { index -> LineName? in
                    let equation = network.equations[index]
                    guard equation.steps.contains(t) else { return nil }
                    let node = equation.output
                    return .value(network.part(of: node).name + "." + network[node].name, t)
                }
            }
        }
        // What is given comes before what is computed.
        let computed = Set(forward)
        lines.filter { !$0.isGradient && !computed.contains($0) && !$0.path.hasPrefix("loss") }.forEach(add)
        forward.forEach(add)
        lines.filter { $0.path == "losses" }.sorted { ($0.step ?? 0) < ($1.step ?? 0) }.forEach(add)
        add(.value("loss"))
        for line in forward.reversed() { add(.gradient(line.path, line.step)) }
        lines.filter { $0.step != nil }.sorted { ($0.step ?? 0, $0.path) > ($1.step ?? 0, $1.path) }.forEach(add)
        lines.sorted { $0.path < $1.path }.forEach(add)
        return places
    }
}
