import Wording

/// Remembers what a pure function has computed for its latest arguments, so that a frame does not compute it again.
final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let known = Guarded<[Key: Value]>([:])
    /// So many values are kept; then all are forgotten.
    private let most: Int

    init(most: Int = 64) { self.most = most }

    func callAsFunction(_ key: Key, _ compute: () -> Value) -> Value {
        if let value = self[key] { return value }
        let value = compute()
        self[key] = value
        return value
    }

    /// What is remembered for these arguments.
    subscript(key: Key) -> Value? {
        get { known.withLock { $0[key] } }
        set {
            known.withLock { known in
                if known.count >= most { known.removeAll() }
                known[key] = newValue
            }
        }
    }
}
