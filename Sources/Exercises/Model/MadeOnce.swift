import Wording

/// Values that are made when somebody first asks for them, by their keys, and kept.
final class MadeOnce<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let known = Guarded<[Key: Value]>([:])

    /// The value of a key; two who ask for a new one at once may both make it.
    func value<E: Error>(_ key: Key, _ make: () throws(E) -> Value) throws(E) -> Value {
        if let value = known.withLock({ $0[key] }) { return value }
        let made = try make()
        known.withLock { $0[key] = made }
        return made
    }
}
