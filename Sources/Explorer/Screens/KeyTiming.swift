import Foundation
import Scenes
import TerminalUI

/// How long a scene's keys take, from the key to the finished frame, in time of the processor: whatever else runs counts little.
public struct KeyTiming: Sendable {
    public struct Measurement: Sendable {
        /// Where the key was pressed: `backward:3 →`.
        public let name: String
        public let duration: Duration
    }

    /// Opening the scene and drawing its first frame.
    public let firstFrame: Duration
    /// Every key that was pressed, slowest first.
    public let keys: [Measurement]

    public var slowest: Measurement? { keys.first }

    /// Plays a scene on its screens, forward and back, in moments and in steps inside them, and edits a number.
    ///
    /// - Parameter most: so many keys are pressed in each direction at most.
    public init(_ scene: Scene, size: Size = Size(width: 120, height: 36), most: Int = 200) {
        var state = Explorer(scenes: SceneList([]), glyphs: .unicode)
        state.size = size
        /// What was drawn, so that drawing is not left out.
        var drawn = 0
        firstFrame = Self.ownTime {
            state.open(scene)
            drawn += state.frame().width
        }
        var keys: [Measurement] = []
        func press(_ key: Key) {
            let place = state.session.map { $0.name(of: state.playhead) } ?? "home"
            let duration = Self.ownTime {
                _ = state.handle(key)
                drawn += state.frame().width
            }
            keys.append(Measurement(name: "\(place) \(key.name(.unicode))", duration: duration))
        }
        func pressUntilItStays(_ key: Key) {
            for _ in 0..<most {
                let before = state.playhead
                press(key)
                if state.playhead == before { break }
            }
        }
        let looking: [Key] = [.up, .down, .character("]"), .character("["), .character("y"), .escape]
        for screen in [Key.character("s"), .character("g")] {
            press(screen)
            pressUntilItStays(.right)
            looking.forEach { press($0) }
            pressUntilItStays(.left)
            press(.end)
            pressUntilItStays(.left)
            press(.end)
        }
        press(.character("s"))
        for key in [Key.home, .right, .enter] { press(key) }
        pressUntilItStays(.right)
        looking.forEach { press($0) }
        pressUntilItStays(.left)
        press(.escape)
        for key in [Key.end, .left, .enter, .left, .right, .right] { press(key) }
        for key in [Key.character("e"), .character("1"), .enter, .character("u"), .escape, .character("?"), .escape] {
            press(key)
        }
        precondition(drawn == size.width * (keys.count + 1), "every key draws a frame")
        self.keys = keys.sorted { $0.duration > $1.duration }
    }

    /// The time that this thread works.
    private static func ownTime(_ work: () -> Void) -> Duration {
        func now() -> Duration {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
        }
        let start = now()
        work()
        return now() - start
    }
}
