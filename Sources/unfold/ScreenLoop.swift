import Curses
import ExactMath
import Explorer
import Foundation
import Lessons
import Scenes
import TerminalUI

/// Draws a frame, waits for an event, updates: the explorer on a terminal.
struct ScreenLoop {
    var explorer: Explorer
    let display: DisplayOptions
    private var recovery = Recovery()
    private var lessons: ProgressFile

    private let record: String?
    private let format: RecordFormat

    init(explorer: Explorer, display: DisplayOptions, record: String? = nil, format: RecordFormat = .script) {
        self.explorer = explorer
        lessons = ProgressFile(folder: StateFolder.url?.path)
        self.explorer.takeProgress(lessons)
        self.display = display
        self.record = record
        self.format = format
    }

    mutating func run() throws {
        FreedMemory.keep()
        // A file that cannot be written is said before the work, not after it.
        if let record { try FileWriting.write("", to: record) }
        let begin = ContinuousClock.now
        var cast: CastRecording?
        func keepRecording() throws {
            if let record, let cast { try FileWriting.write(cast.text, to: record) }
        }
        let terminal = try Terminal(mouse: display.mouse)
        defer { terminal.close() }
        let isPresenting = explorer.presentedStep != nil
        func endNotes() { if isPresenting { SpeakerNotes()?.tell(.end) } }
        defer { endNotes() }
        var theme = Theme(tier: display.tier(colors: terminal.colors))
        var background = display.knownBackground
        if background == nil, theme.tier != .none { terminal.askBackground() }
        explorer.size = terminal.size
        recovery.readAnswers(into: &explorer)
        if record != nil {
            cast = CastRecording(format, size: explorer.size, title: explorer.session?.scene.title ?? "unfold")
        }
        var nextMoment: ContinuousClock.Instant?
        while true {
            theme.background = explorer.background ?? background ?? .dark
            let frame = explorer.frame()
            terminal.present(frame, theme: theme)
            if cast != nil {
                let elapsed = (ContinuousClock.now - begin) / .seconds(1)
                cast?.add(frame, Theme(tier: .full, background: theme.background), at: elapsed)
            }
            // After the frame, so that no key waits for the disk.
            recovery.keep(&explorer)
            keepProgress()
            if let step = explorer.presentedStep { SpeakerNotes()?.tell(.step(step)) }
            if let pace = explorer.pace {
                let now = ContinuousClock.now
                if nextMoment.map({ $0 <= now }) ?? true { nextMoment = now + pace }
            } else {
                nextMoment = nil
            }
            switch terminal.nextEvent(until: nextMoment) {
            case .key(let key):
                if carryOut(explorer.handle(key), terminal) {
                    try keepRecording()
                    return
                }
            case .pressed(let x, let y):
                // Nobody asked for reports that come without being asked for.
                if display.mouse, carryOut(explorer.press(x: x, y: y), terminal) {
                    try keepRecording()
                    return
                }
            case .paste(let text): explorer.paste(text)
            case .background(let answer): background = answer
            case .resize(let size): explorer.size = size
            case .deadline: explorer.tick()
            case .resumed: explorer.size = terminal.size
            case .terminate(let reason):
                terminal.close()
                recovery.keep(&explorer)
                recovery.report()
                try? keepRecording()
                endNotes()
                exit(reason.exitStatus)
            }
        }
    }

    /// Does what a key asks for; true at the end.
    private mutating func carryOut(_ effect: Effect, _ terminal: Terminal) -> Bool {
        switch effect {
        case .none: break
        case .quit:
            recovery.forget()
            return true
        case .suspend: terminal.suspend()
        case .save(let path, let replaces): save(path, replaces)
        }
        return false
    }

    private mutating func keepProgress() {
        do { try lessons.keep(explorer.course.progress) } catch {
            explorer.message = .init("progress is not kept: \(error)", isError: true)
        }
    }

    private mutating func save(_ path: String, _ replaces: Bool) {
        if !replaces, FileManager.default.fileExists(atPath: path) {
            explorer.askWhetherToReplace(path)
            return
        }
        do {
            try SaveFile.save(&explorer, to: path)
            explorer.message = .init("written: \(path)")
        } catch let failure as Failure {
            explorer.message = .init(failure.message, isError: true)
        } catch {
            explorer.message = .init("\(error)", isError: true)
        }
    }
}
