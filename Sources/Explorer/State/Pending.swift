import Dispatch
import Foundation
import Synchronization
import Wording

/// A value that is computed beside the keys: nobody waits for it who does not ask.
final class Pending<Value: Sendable>: Sendable {
    private let result = Guarded<Value?>(nil)
    private let isCancelled = Atomic(false)
    private let done = DispatchGroup()

    /// - Parameter compute: gives the value; what it is handed says whether the value is still wanted.
    init(_ compute: @escaping @Sendable (_ isWanted: () -> Bool) -> Value) {
        done.enter()
        // A thread that ends: those of a queue stay, and are looked after once a second for ever.
        Thread.detachNewThread { [self] in
            let value = compute { !self.isCancelled.load(ordering: .relaxed) }
            result.withLock { $0 = value }
            done.leave()
        }
    }

    /// The value, where it comes within so many milliseconds.
    func value(within milliseconds: Int = 0) -> Value? {
        if milliseconds > 0 { _ = done.wait(timeout: .now() + .milliseconds(milliseconds)) }
        return result.withLock { $0 }
    }

    /// Waits for the value.
    func wait() -> Value? {
        done.wait()
        return result.withLock { $0 }
    }

    /// Says that nobody will ask any more.
    func cancel() { isCancelled.store(true, ordering: .relaxed) }
}
