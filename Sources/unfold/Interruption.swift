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
    static func watch() {
        for number in [SIGINT, SIGQUIT, SIGTERM, SIGHUP] {
            Foundation.signal(number) { number in
                if Interruption.caught.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
            }
        }
    }
}
