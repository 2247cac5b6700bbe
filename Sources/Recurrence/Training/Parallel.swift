import Dispatch
import Foundation
import Synchronization
import Wording

/// Work in independent pieces on several threads; what comes out does not depend on their number.
public enum Parallel {
    /// The variable that says how many threads work.
    public static let environmentVariable = "UNFOLD_THREADS"

    /// As many as `UNFOLD_THREADS` says, otherwise one for every processor.
    public static let threads: Int = {
        let asked = ProcessInfo.processInfo.environment[environmentVariable].flatMap { Int($0) }
        return max(1, asked ?? ProcessInfo.processInfo.activeProcessorCount)
    }()

    /// `(0..<count).map(body)`
    public static func map<T: Sendable>(
        _ count: Int, threads: Int = Parallel.threads, _ body: @Sendable (Int) -> T
    ) -> [T] {
        let workers = min(threads, count)
        guard workers > 1 else { return (0..<count).map(body) }
        let next = Atomic(0)
        let results = Guarded([T?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let result = body(index)
                results.withLock { $0[index] = result }
            }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
