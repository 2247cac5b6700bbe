/// Remembers what a pure function has made of its arguments, for all who ask again.
///
/// Two who ask for a new value at once may both make it.
package final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    @usableFromInline let known = Guarded<[Key: Value]>([:])
    @usableFromInline let most: Int

    /// - Parameter most: so many values are kept; then all are forgotten.
    package init(most: Int = .max) { self.most = most }

    /// The value for these arguments.
    @inlinable package func callAsFunction<E: Error>(_ key: Key, _ make: () throws(E) -> Value) throws(E) -> Value {
        if let value = self[key] { return value }
        let value = try make()
        self[key] = value
        return value
    }

    /// What is remembered for these arguments.
    @inlinable package subscript(key: Key) -> Value? {
        get { known.withLock { $0[key] } }
        set {
            known.withLock { known in
                if known.count >= most { known.removeAll() }
                known[key] = newValue
            }
        }
    }
}
