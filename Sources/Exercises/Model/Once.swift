import Wording

/// A value that is made when somebody first asks for it.
final class Once<Value: Sendable>: Sendable {
    private let known = Guarded<Value?>(nil)

    /// The value; `make` is called at most once.
    func value(_ make: () -> Value) -> Value {
        known.withLock { known in
            if let known { return known }
            let made = make()
            known = made
            return made
        }
    }
}
