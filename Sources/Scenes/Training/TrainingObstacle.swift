import Recurrence
import Wording

extension Scene {
    /// Why no update would move a weight, in a clause; nil where there is something to learn.
    public var nothingToLearn: String? {
        if model.loss == .none { return "there is no loss" }
        if case .task = sequence.source { return nil }
        return sequence.targets.allSatisfy { $0 == nil } ? "no step has a target" : nil
    }

    /// Why a training would take more memory than one may, in one sentence; nil where it fits.
    ///
    /// Kept at once are the sequences of an epoch, the traces of the blocks that run, and every block's gradient. A task's result asks many
    /// sequences in whole blocks, forward alone; those beyond the trained lengths run one by one, and so take less.
    public var trainingObstacle: String? {
        let network = network()
        let block = Double(MinibatchRunner.blockSize)
        var (batch, asked, askedAtOnce, stretch) = (1.0, 0.0, 0.0, 1.0)
        if case .task(let task) = sequence.source {
            (batch, asked, askedAtOnce) = (Double(training?.batch ?? 1), Double(TrainingResult.count), block)
            // The network here may be of a short sequence of the task.
            stretch = Double(task.task.inputSteps(task.length)) / Double(max(1, network.lengths.inputs))
        }
        let steps = stretch * Double(network.nodes.map(\.steps.upperBound).max() ?? 0)
        let trace = stretch * Double(2 * network.nodes.reduce(0) { $0 + $1.width * $1.storedSteps.count })
        let sequences = max(batch, asked) * (steps * Double(model.inputWidth + model.outputWidth) + 16)
        let gradients = (batch / block).rounded(.up) * Double(network.parameterCount)
        let megabytes = (sequences + gradients + max(2 * min(batch, block), askedAtOnce) * trace) * 8 / 1e6
        guard megabytes > Double(SceneLimits.trainingMegabytes) else { return nil }
        let words = megabytes < 1e15 ? Words.grouped(Int(megabytes)) : "\(megabytes)"
        return "its training would take about \(words) MB, more than \(Words.grouped(SceneLimits.trainingMegabytes)); "
            + "fewer sequences an epoch, a shorter length or a smaller H would fit"
    }
}

extension RememberRun {
    /// Why it would take more memory than one may; nil where it fits.
    public var obstacle: String? { scene.trainingObstacle }
}
