#if THREAD_SANITIZER
    import Foundation

    /// A value at which one thread at a time looks. The thread sanitizer sees this lock, and not into Mutex.
    package struct Guarded<Value>: ~Copyable, @unchecked Sendable {
        private final class Box {
            var value: Value
            private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

            init(_ value: Value) {
                self.value = value
                pthread_mutex_init(mutex, nil)
            }
            deinit {
                pthread_mutex_destroy(mutex)
                mutex.deallocate()
            }
            func lock() { pthread_mutex_lock(mutex) }
            func unlock() { pthread_mutex_unlock(mutex) }
        }
        private let box: Box

        package init(_ value: Value) { box = Box(value) }

        package func withLock<Result, E: Error>(_ body: (inout Value) throws(E) -> Result) throws(E) -> Result {
            box.lock()
            defer { box.unlock() }
            return try body(&box.value)
        }
    }
#else
    import Synchronization

    /// A value at which one thread at a time looks.
    package typealias Guarded = Mutex
#endif
