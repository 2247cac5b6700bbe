import Foundation
import Synchronization

/// Remembers that the program was asked to end, so that it can finish what it is doing first.
enum Interruption {
    private static let caught = Atomic<Int32>(0)

    /// The signal that asked; nil where none has.
    static var signal: Int32? {
        let number = caught.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// From now on ^C, ^\, TERM and HUP are remembered; a second ^C ends the program at once.
    ///
    /// A hangup that is ignored already stays so: under nohup a training outlives its terminal. A shell's background jobs ignore ^C, too;
    /// they are ended by it all the same, as whoever sends it means.
    static func watch() {
        for number in [SIGINT, SIGQUIT, SIGTERM, SIGHUP] {
            let before = Foundation.signal(number) { number in
                if Interruption.caught.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
            }
            let isIgnored = unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
            if number == SIGHUP, isIgnored { Foundation.signal(number, SIG_IGN) }
        }
    }
}
