import Recurrence

/// What some losses say to a state, computed beside the keys and kept by the session as it comes.
struct TriangleRowsToCome: Sendable {
    /// So much is computed within a key, in numbers that are read: ten milliseconds or so.
    private static let mostAtOnce = 10_000_000

    private let edition: Int
    private let node: NodeID
    private let losses: Set<Int>
    private let work: Pending<Bool>

    /// Nil where everything is known, or computed within a key.
    ///
    /// - Parameters:
    ///   - edition: which version of the scene the session is of.
    ///   - before: what has been begun already; it goes on where it still brings what is wanted.
    init?(_ session: Session, _ edition: Int, _ node: NodeID, _ losses: [Int], _ before: TriangleRowsToCome?) {
        let missing = session.lossesToSendBack(to: node, losses)
        guard missing.count * session.numbersReadByALoss > Self.mostAtOnce else {
            before?.work.cancel()
            return nil
        }
        if let before, before.edition == edition, before.node == node, before.losses.isSuperset(of: missing) {
            self = before
            return
        }
        before?.work.cancel()
        self.edition = edition
        self.node = node
        self.losses = Set(missing)
        work = Pending { isWanted in
            for k in missing where isWanted() { _ = session.stateGradients(of: node, ofLossesAt: [k]) }
            return true
        }
    }

    var isWhole: Bool { work.value() != nil }

    /// Waits until everything has come.
    func wait() { _ = work.wait() }
}

extension Session {
    /// What one loss reads on its way back: every row, and at every place the weights, eight at a time.
    fileprivate var numbersReadByALoss: Int {
        trace.values.count - network.parameterCount + timeline.places * network.parameterCount / 8
    }
}
