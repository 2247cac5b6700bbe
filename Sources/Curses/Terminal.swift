import CNCurses
import Foundation
import TerminalUI

/// The terminal's screen and keyboard while the program has them. One at a time, used from the thread that opened it; `close` (or the last
/// reference's end) gives the terminal back as it was.
public final class Terminal {
    /// terminfo's number of colours; 0 or less without.
    public let colors: Int
    /// The name of the locale's character set, such as `UTF-8`.
    public let characterSet: String

    private var painter: Painter
    private var reader: KeyReader
    private var isOpen = true
    private var waiting: [Event] = []
    /// When an answer that has not come will not come any more.
    private var lastAnswer = ContinuousClock.now

    /// The locale's character set, without opening anything.
    public static var characterSet: String { unfold_character_set().map { String(cString: $0) } ?? "" }

    /// Takes the terminal over. Throws before anything is written to it when there is no terminal or not one with a movable cursor.
    ///
    /// - Parameter mouse: whether the terminal reports where the mouse's button is pressed.
    public init(
        mouse: Bool = false, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(TerminalError) {
        guard unfold_is_terminal() != 0 else { throw .notATerminal }
        let type = environment["TERM"] ?? ""
        guard !type.isEmpty else { throw .noType }
        let shown = Text.fit(type, width: 40)
        switch unfold_terminal_kind(type) {
        case 1: break
        case 0: throw .noCursorMovement(shown)
        case 2: throw .hardCopy(shown)
        default: throw .unknownType(shown)
        }
        characterSet = Terminal.characterSet
        guard unfold_open(mouse ? 1 : 0) != 0 else { throw .notStarted(shown) }
        colors = Int(unfold_colors())
        painter = Painter(isUnicode: Glyphs.forCharacterSet(characterSet) != .ascii, colors: colors)
        reader = KeyReader(keys: TerminalKeys.all, characters: .ofLocale(characterSet))
    }

    deinit { close() }

    public var size: Size { Size(width: Int(unfold_width()), height: Int(unfold_height())) }

    /// Shows a frame; only the cells that differ from the last one are sent. A grid of another size is cut at the screen's edges.
    public func present(_ grid: Grid, theme: Theme) {
        guard isOpen else { return }
        painter.paint(grid, theme: theme)
    }

    /// Waits for what happens next; without a deadline nothing runs until then. A stop (^Z) happens inside and comes back as `resumed`.
    public func nextEvent(until deadline: ContinuousClock.Instant? = nil) -> Event {
        while isOpen {
            noteSignals()
            if !waiting.isEmpty { return waiting.removeFirst() }
            var timeout: Int32 = -1
            if let deadline {
                let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
                if left <= 0 { return .deadline }
                timeout = Int32(min(left.rounded(.up), 1e9))
            }
            // What was begun has a shorter time to go on.
            let patience = reader.patience.map { Int32($0) }
            let isBegun = patience.map { timeout < 0 || $0 < timeout } ?? false
            let woken = unfold_wait(isBegun ? patience ?? timeout : timeout)
            if woken == 0, isBegun { take(reader.flush()) }
            if woken & Int32(unfold_woken_input) != 0 { take(reader.feed(read())) }
            if woken & Int32(unfold_woken_hangup) != 0 {
                noteSignals()
                return waiting.isEmpty ? .terminate(.hangup) : waiting.removeFirst()
            }
        }
        return .terminate(.hangup)
    }

    /// Gives the terminal back and stops the process; comes back when it goes on.
    public func suspend() {
        guard isOpen else { return }
        unfold_suspend()
        repaint()
    }

    /// Asks the terminal what lies behind the text; the answer, where one comes, is an event.
    public func askBackground() {
        guard isOpen, unfold_ask_background() != 0 else { return }
        reader.isAnswerAwaited = true
        lastAnswer = ContinuousClock.now + .milliseconds(150)
    }

    /// Waits a moment for an answer that is on its way, so that no shell takes it for typed.
    private func awaitAnswer() {
        while reader.isAnswerAwaited {
            let left = ContinuousClock.now.duration(to: lastAnswer) / .milliseconds(1)
            guard left > 0, unfold_wait(Int32(left.rounded(.up))) & Int32(unfold_woken_input) != 0 else { return }
            _ = reader.feed(read())
        }
    }

    /// Gives the terminal back: modes, colours, cursor, the screen that was there before. Twice is once.
    public func close() {
        guard isOpen else { return }
        awaitAnswer()
        isOpen = false
        unfold_close()
    }

    private func noteSignals() {
        let signals = unfold_signals()
        func came(_ signal: Int) -> Bool { signals & Int32(signal) != 0 }
        if came(unfold_signal_hangup) { waiting.append(.terminate(.hangup)) }
        if came(unfold_signal_terminate) { waiting.append(.terminate(.terminate)) }
        if came(unfold_signal_interrupt) { waiting.append(.terminate(.interrupt)) }
        if came(unfold_signal_quit) { waiting.append(.terminate(.quit)) }
        if came(unfold_signal_resize), unfold_take_size() != 0 {
            painter.forget()
            waiting.append(.resize(size))
        }
        if came(unfold_signal_stop) {
            suspend()
            waiting.append(.resumed)
        } else if came(unfold_signal_continue) {
            unfold_resume()
            repaint()
            waiting.append(.resumed)
        }
    }

    /// The last frame again, on a screen of which nothing is known.
    private func repaint() { painter.repaint() }

    private func read() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = unfold_read(&bytes, Int32(bytes.count))
        return Array(bytes.prefix(Int(count)))
    }

    private func take(_ inputs: [KeyReader.Input]) {
        for input in inputs {
            switch input {
            case .key(let key): waiting.append(.key(key))
            case .paste(let text): waiting.append(.paste(text))
            case .background(let background): waiting.append(.background(background))
            case .pressed(let x, let y): waiting.append(.pressed(x: x, y: y))
            case .attributes: break
            }
        }
    }
}
