#if THREAD_SANITIZER
    import Foundation

    /// A value at which one thread at a time looks. The thread sanitizer sees this lock, and not into Mutex.
    @usableFromInline package struct Guarded<Value>: ~Copyable, @unchecked Sendable {
        private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)
        private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

        @usableFromInline package init(_ value: Value) {
            self.value.initialize(to: value)
            pthread_mutex_init(mutex, nil)
        }

        @usableFromInline deinit {
            pthread_mutex_destroy(mutex)
            mutex.deallocate()
            value.deinitialize(count: 1)
            value.deallocate()
        }

        @usableFromInline package func withLock<Result, E: Error>(_ body: (inout Value) throws(E) -> Result) throws(E)
            -> Result
        {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            return try body(&value.pointee)
        }
    }
#else
    import Synchronization

    /// A value at which one thread at a time looks.
    @usableFromInline package typealias Guarded = Mutex
#endif
