import Curses
import Explorer
import Foundation
import Scenes
import TerminalUI

/// Draws a frame, waits for an event, updates: the explorer on a terminal.
struct ScreenLoop {
    var state: ExplorerState
    let display: DisplayOptions
    private var recovery = Recovery()

    init(state: ExplorerState, display: DisplayOptions) {
        self.state = state
        self.display = display
    }

    mutating func run() throws {
        let terminal = try Terminal()
        defer { terminal.close() }
        let theme = display.theme(colors: terminal.colors)
        state.size = terminal.size
        var nextMoment: ContinuousClock.Instant?
        while true {
            terminal.present(state.frame(), theme: theme)
            // After the frame, so that no key waits for the disk.
            recovery.keep(&state)
            if let playing = state.playing {
                let now = ContinuousClock.now
                if nextMoment.map({ $0 <= now }) ?? true { nextMoment = now + .seconds(1 / playing.perSecond) }
            } else {
                nextMoment = nil
            }
            switch terminal.nextEvent(until: nextMoment) {
            case .key(let key):
                switch state.handle(key) {
                case .none: break
                case .quit:
                    recovery.forget()
                    return
                case .suspend: terminal.suspend()
                case .save(let path): save(path)
                }
            case .resize(let size): state.size = size
            case .deadline: state.tick()
            case .resumed: state.size = terminal.size
            case .terminate(let reason):
                terminal.close()
                recovery.keep(&state)
                recovery.report()
                exit(reason.exitStatus)
            }
        }
    }

    private mutating func save(_ path: String) {
        do {
            try SaveFile.save(&state, to: path)
            state.message = .init("written: \(path)")
        } catch let failure as Failure {
            state.message = .init(failure.message, isError: true)
        } catch {
            state.message = .init("\(error)", isError: true)
        }
    }
}
