import Recurrence
import Wording

extension Scene {
    /// Why a training would take more memory than one may, in one sentence; nil where it fits.
    ///
    /// Kept at once are the sequences of an epoch, the traces of the blocks that run, and every block's gradient.
    public var trainingObstacle: String? {
        let network = network()
        var batch = 1.0
        if case .task = sequence.source { batch = Double(training?.batch ?? 1) }
        let block = Double(MinibatchRunner.blockSize)
        let steps = Double(network.nodes.map(\.steps.upperBound).max() ?? 0)
        let trace = Double(2 * network.nodes.reduce(0) { $0 + $1.width * $1.storedSteps.count })
        let sequences = batch * (steps * Double(model.inputWidth + model.outputWidth) + 16)
        let gradients = (batch / block).rounded(.up) * Double(network.parameterCount)
        let megabytes = (sequences + gradients + 2 * min(batch, block) * trace) * 8 / 1e6
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
