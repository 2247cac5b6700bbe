import ExactMath

/// The targets of a sequence, one an output step, nil where there is no loss; all vectors lie in one piece of memory.
public struct TargetSequence<S: Scalar>: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// No loss at this step.
        case none
        case vector
        /// One-hot at this place.
        case index(Int32)
    }

    private(set) var kinds: [Kind] = []
    /// `width` entries a step, zeros where there is no vector; empty where no step has one.
    private(set) var entries: [S] = []
    /// Number of entries of a vector.
    private(set) var width = 0

    /// - Parameter targets: all vectors among them have the same width, an index is below 2^31.
    public init(_ targets: some Collection<Target<S>?>) {
        kinds.reserveCapacity(targets.count)
        for target in targets { append(target, of: targets.count) }
    }

    /// The vectors one after another, `width` entries each.
    public init(vectors entries: [S], width: Int) {
        precondition(width > 0 && entries.count % width == 0, "vectors of \(width) entries")
        self.entries = entries
        self.width = width
        kinds = [Kind](repeating: .vector, count: entries.count / width)
    }

    private mutating func append(_ target: Target<S>?, of count: Int) {
        switch target {
        case nil: kinds.append(.none)
        case .index(let index): kinds.append(.index(Int32(index)))
        case .vector(let vector):
            if entries.isEmpty {
                width = vector.count
                entries = [S](repeating: .zero, count: width * count)
            }
            precondition(vector.count == width, "every target has the width of the output")
            entries.replaceSubrange(kinds.count * width..<(kinds.count + 1) * width, with: vector)
            kinds.append(.vector)
        }
    }

    /// Whether every step has a vector.
    var areAllVectors: Bool { !kinds.isEmpty && kinds.allSatisfy { $0 == .vector } }
}

extension TargetSequence: RandomAccessCollection, ExpressibleByArrayLiteral {
    public init(arrayLiteral targets: Target<S>?...) { self.init(targets) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { kinds.count }

    public subscript(index: Int) -> Target<S>? {
        switch kinds[index] {
        case .none: nil
        case .vector: .vector(Array(entries[index * width..<(index + 1) * width]))
        case .index(let index): .index(Int(index))
        }
    }
}
