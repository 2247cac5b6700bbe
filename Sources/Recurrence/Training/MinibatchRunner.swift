import ExactMath
import Wording

/// The mean loss of a set of sequences, and its gradient.
public struct MinibatchGradient: Sendable {
    /// (1/B) Σ_b L_b
    public var loss: Double
    /// ∂ of it, as `Parameter.range` places the entries; zeros for constants.
    public var gradients: [Double]
}

/// Runs sets of sequences through one architecture, and keeps networks and their memory from one set to the next.
///
/// Sequences of equal lengths run together in blocks of 16, blocks on several threads; the gradients of the blocks are added in their
/// order. So the bits hang on the set alone.
public final class MinibatchRunner: Sendable {
    /// Sequences of a block.
    public static let blockSize = 16

    /// The one architecture of all sequences; their lengths may differ.
    public let architecture: Architecture
    private let threads: Int
    private let mostKept: Int
    private let kept = Guarded(Kept())

    private struct Kept: Sendable {
        var networks: [Lengths: Network] = [:]
        var traces: [Key: [BatchTrace<Double>]] = [:]
        /// Numbers in the arenas of the traces.
        var numbers = 0

        /// A trace that nobody uses now.
        mutating func take(_ key: Key) -> BatchTrace<Double>? {
            guard let trace = traces[key]?.popLast() else { return nil }
            numbers -= trace.numbers
            return trace
        }

        /// Keeps a trace; where that would be more than `most` numbers, those of other lengths go.
        mutating func put(_ trace: BatchTrace<Double>, _ key: Key, most: Int) {
            if numbers + trace.numbers > most {
                traces = traces.filter { $0.key == key }
                networks = networks.filter { $0.key == key.lengths }
                numbers = traces.values.joined().reduce(0) { $0 + $1.numbers }
            }
            traces[key, default: []].append(trace)
            numbers += trace.numbers
        }
    }

    private struct Key: Hashable {
        let lengths: Lengths
        let count: Int
        let backward: Bool
    }

    /// Sequences that run at once: their places in the set, and their states where those are handed on.
    struct Block: Sendable {
        let lengths: Lengths
        let members: [Int]
        var states: [Double]?
    }

    /// - Parameters:
    ///   - threads: how many work at once; it changes no bit.
    ///   - mostKept: so many numbers are kept of traces of several lengths, 256 MB; it changes no bit either.
    public init(_ architecture: Architecture, threads: Int = Parallel.threads, mostKept: Int = 32 << 20) {
        self.architecture = architecture
        self.threads = threads
        self.mostKept = mostKept
    }

    /// The network over sequences of some lengths.
    public func network(_ lengths: Lengths) -> Network {
        if let network = kept.withLock({ $0.networks[lengths] }) { return network }
        let network = Network(architecture, lengths: lengths)
        kept.withLock { $0.networks[lengths] = network }
        return network
    }

    /// Numbers in the traces that wait to be used again.
    var keptNumbers: Int { kept.withLock { $0.numbers } }

    /// The lengths whose networks wait to be used again.
    var keptLengths: Set<Lengths> { kept.withLock { Set($0.networks.keys) } }

    /// The parameters of the network, in the order that any of its lengths gives.
    func parameters(of set: [SequenceData<Double>]) -> [Parameter] {
        network(architecture.lengths(of: set[0])).parameters
    }

    /// The mean loss of a set and its gradient.
    public func gradient(_ parameters: [Double], _ set: [SequenceData<Double>]) -> MinibatchGradient {
        var blocks = blocks(of: set)
        return gradient(parameters, set, &blocks)
    }

    /// The same; the states of the blocks move on.
    func gradient(
        _ parameters: [Double], _ set: [SequenceData<Double>], _ blocks: inout [Block]
    ) -> MinibatchGradient {
        let work = blocks
        let results = Parallel.map(work.count, threads: threads) { [self] index in
            run(parameters, set, work[index], backward: true) { trace in
                (
                    losses: trace.losses, gradients: Array(trace.gradients),
                    states: work[index].states == nil ? nil : trace.finalStates
                )
            }
        }
        for index in blocks.indices { blocks[index].states = results[index].states }
        var gradients = results[0].gradients
        for result in results.dropFirst() {
            for i in gradients.indices { gradients[i] += result.gradients[i] }
        }
        for parameter in self.parameters(of: set) where !parameter.isTrainable {
            for i in parameter.range { gradients[i] = 0 }
        }
        let count = Double(set.count)
        if count > 1 { for i in gradients.indices { gradients[i] /= count } }
        return MinibatchGradient(loss: results.reduce(0) { $1.losses.reduce($0, +) } / count, gradients: gradients)
    }

    /// What a function says of every sequence of a set, run forward.
    func evaluate<T: Sendable>(
        _ parameters: [Double], _ set: [SequenceData<Double>],
        _ look: @escaping @Sendable (_ trace: BatchTrace<Double>, _ sequence: Int) -> T
    ) -> [T] {
        let blocks = blocks(of: set)
        let results = Parallel.map(blocks.count, threads: threads) { [self] index in
            run(parameters, set, blocks[index], backward: false) { trace in
                (0..<trace.count).map { look(trace, $0) }
            }
        }
        var ordered = [T?](repeating: nil, count: set.count)
        for (block, values) in zip(blocks, results) {
            for (member, value) in zip(block.members, values) { ordered[member] = value }
        }
        return ordered.compactMap(\.self)
    }

    /// Groups of equal lengths in the order of their first sequence, each cut into blocks.
    ///
    /// - Parameter handsOn: whether states go on from one run to the next.
    func blocks(of set: [SequenceData<Double>], handsOn: Bool = false) -> [Block] {
        precondition(!set.isEmpty, "a set has a sequence")
        var groups: [(lengths: Lengths, members: [Int])] = []
        for (index, data) in set.enumerated() {
            let lengths = architecture.lengths(of: data)
            if let group = groups.firstIndex(where: { $0.lengths == lengths }) {
                groups[group].members.append(index)
            } else {
                groups.append((lengths, [index]))
            }
        }
        return groups.flatMap { group in
            stride(from: 0, to: group.members.count, by: Self.blockSize).map { first in
                let members = Array(group.members[first..<min(first + Self.blockSize, group.members.count)])
                let states = handsOn ? network(Lengths(inputs: 1, outputs: 1)).stateWidth * members.count : nil
                return Block(
                    lengths: group.lengths, members: members,
                    states: states.map { [Double](repeating: 0, count: $0) })
            }
        }
    }

    private func run<T>(
        _ parameters: [Double], _ set: [SequenceData<Double>], _ block: Block, backward: Bool,
        _ look: (BatchTrace<Double>) -> T
    ) -> T {
        let data = block.members.map { set[$0] }
        let lengths = data.first.map(architecture.lengths(of:)) ?? block.lengths
        let key = Key(lengths: lengths, count: data.count, backward: backward)
        var trace =
            kept.withLock { $0.take(key) }
            ?? BatchTrace(network(lengths), parameters: parameters, data: data, backward: backward)
        trace.rerun(parameters: parameters, data: data, start: block.states)
        let result = look(trace)
        kept.withLock { $0.put(trace, key, most: mostKept) }
        return result
    }
}

extension Architecture {
    /// How long a network must be for a sequence.
    public func lengths<S>(of data: SequenceData<S>) -> Lengths {
        switch shape {
        case .oneToMany, .seq2seq:
            Lengths(inputs: data.inputSteps, outputs: data.length ?? data.targets.count)
        case .oneToOne, .manyToOne, .manyToMany: Lengths(inputs: data.inputSteps, outputs: data.inputSteps)
        }
    }
}

extension Network {
    /// Numbers of all states of one sequence.
    fileprivate var stateWidth: Int { parts.reduce(0) { $1.states.reduce($0) { $0 + self[$1].width } } }
}
