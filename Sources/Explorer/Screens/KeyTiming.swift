import Foundation
import Scenes
import TerminalUI

/// How long a scene's keys take, from the key to the finished frame, in time of the processor: whatever else runs counts little.
public struct KeyTiming: Sendable {
    /// One key, and how long it took.
    public struct Measurement: Sendable {
        /// Where the key was pressed: `gradients, backward:3 →`.
        public let name: String
        /// From the key to the finished frame, in time of the processor.
        public let duration: Duration
    }

    /// Opening the scene and drawing its first frame.
    public let firstFrame: Duration
    /// Every key that was pressed, slowest first.
    public let keys: [Measurement]

    /// The key that took longest; nil where none was pressed.
    public var slowest: Measurement? { keys.first }

    /// Plays a scene on Step and Gradients, forward and back, in moments and in steps inside them, edits a number, and visits every other
    /// screen that the scene has, with all its views. What is computed beside the keys is waited for, and is no part of them.
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
            let moment = state.session.map { $0.name(of: state.playhead) } ?? "no scene"
            let place = "\(state.screenName), \(moment)"
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
        func visit(_ keys: [Key]) {
            for key in keys {
                press(key)
                state.settle()
            }
        }
        let walking: [Key] = [.right, .right, .left, .down, .up, .character("]"), .character("["), .end, .left, .home]
        let atHand = [StepScreen.name, GradientsScreen.name, LessonCatalogue.name, ExerciseCatalogue.name]
        for screen in Explorer.screens where !atHand.contains(screen.name) && state.obstacle(to: screen) == nil {
            for moment in [Key.home, .end] {
                visit([.character("s"), moment, screen.key])
                // Every view, and what the screen shows only when it is asked for.
                for _ in 0..<3 { visit(walking + [.tab]) }
                visit([
                    .character("o"), .escape, .character("o"), .escape, .character("f"), .character("+"),
                    .character("-"),
                ])
            }
        }
        let typing: [Key] = [.enter, .character("1"), .enter, .character("c"), .character("o"), .character("o")]
        visit([ExerciseCatalogue.key, .down, .up] + typing + [.escape, .escape, .character("s")])
        // Last: a lesson brings its own scene.
        visit(
            [LessonCatalogue.key, .down, .up, .enter] + [Key](repeating: .pageDown, count: 8) + [
                .pageUp, .right, .left,
            ])
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
