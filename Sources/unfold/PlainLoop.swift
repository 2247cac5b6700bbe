import Curses
import Explorer
import Foundation
import Scenes
import TerminalUI
import Wording

/// Reads words line by line, from standard input or a script, and prints what the screen would show.
struct PlainLoop {
    private var explorer: Explorer
    private let script: String?
    private let record: String?
    /// The lines that were carried out.
    private var recorded = ""
    /// The frames, where those are recorded.
    private var cast: CastRecording?
    private var frames = 0.0
    /// What lies behind the text of the frames.
    private let background: Background
    private var saving = LineSaving()
    /// Kept for whoever types; a pipe can be run again.
    private var recovery = isatty(0) == 1 ? Recovery() : nil

    init(
        explorer: Explorer, script: String?, record: String?, format: RecordFormat = .script,
        background: Background = .dark
    ) {
        self.explorer = explorer
        self.script = script
        self.record = record
        self.background = background
        cast = CastRecording(format, size: explorer.size, title: explorer.session?.scene.title ?? "unfold")
    }

    /// How long a frame of a recorded script stays, in seconds.
    private static let pace = 1.0

    mutating func run() throws {
        let lines = try script.map(scriptLines)
        // A file that cannot be written is said before the work, not after it.
        if let record { try FileWriting.write("", to: record) }
        do { try obey(lines) } catch {
            // What was carried out before the line that is wrong stands in the record, too.
            try? keepRecord()
            throw error
        }
        recovery?.forget()
        try keepRecord()
    }

    private func keepRecord() throws {
        if let record { try FileWriting.write(cast?.text ?? recorded, to: record) }
    }

    /// Carries out what is in the script, is typed, or comes through a pipe, to its end.
    private mutating func obey(_ lines: [Substring]?) throws {
        recovery?.readAnswers(into: &explorer)
        film()
        print(explorer.plainText())
        if isTyped, script == nil {
            print(
                line:
                    "Right arrow or space: next. Left arrow: back. Words and letters with Enter: help lists them, q quits."
            )
        }
        if let lines, let script {
            for (index, line) in lines.enumerated() {
                if try !step(String(line), place: "\(script):\(index + 1):1") { break }
            }
        } else if isTyped, let keyboard = PlainKeyboard() {
            defer { keyboard.close() }
            try type(on: keyboard)
        } else {
            while let line = readLine() {
                if try !step(line, place: nil) { break }
            }
        }
    }

    /// Adds the present frame to the recording, where there is one.
    private mutating func film() {
        guard cast != nil else { return }
        let theme = Theme(tier: .full, background: explorer.background ?? background)
        cast?.add(explorer.frame(), theme, at: frames * Self.pace)
        frames += 1
    }

    private func scriptLines(_ file: String) throws -> [Substring] {
        try FileReading.text(of: file, limit: FileReading.script).split(
            separator: "\n", omittingEmptySubsequences: false)
    }

    /// Whether somebody types and reads on a terminal.
    private var isTyped: Bool { isatty(0) == 1 && isatty(1) == 1 }

    /// A prompt of one word, then keys and lines until the end of the input.
    private mutating func type(on keyboard: PlainKeyboard) throws {
        var line = PlainLine()
        var written = ""
        while let key = keyboard.next() {
            switch line.feed(key) {
            case .nothing: break
            case .edited(let text):
                let shown = prompt + Text.fit(text, width: .max)
                // What was only added is written alone; no escape sequence, for the terminal may know none.
                let isAdded = !written.isEmpty && shown.hasPrefix(written)
                write(isAdded ? String(shown.dropFirst(written.count)) : "\r\(Text.blanks(written.count))\r\(shown)")
                written = shown
            case .line(let words):
                written = ""
                write("\r\n")
                if try !step(words, place: nil) { return }
            case .key(let key):
                // The line comes first, then what is said: readers then speak just that.
                write("\r\n")
                // A script has words alone, so a key is recorded by its own.
                if let word = explorer.word(for: key) { recorded += word + "\n" }
                let (output, effect) = explorer.answer(to: key)
                print(output)
                recovery?.keep(&explorer)
                if try !carryOut(effect, place: nil) { return }
                film()
            }
        }
    }

    /// The name of the screen.
    private var prompt: String { "\(explorer.screenName): " }

    private func write(_ text: String) {
        Output.write(text)
        Output.flush()
    }

    private func print(line: String) { write(line + "\n") }

    /// Carries out one line; false at the end. A script stops at a line that is wrong.
    private mutating func step(_ line: String, place: String?) throws -> Bool {
        let (output, effect): (LinearText, Effect)
        do {
            (output, effect) = try explorer.perform(line)
        } catch {
            if let place { throw Failure(.data, "\(place): \(error)") }
            print(line: Speech.text("\(error)", explorer.glyphs))
            return true
        }
        recorded += line + "\n"
        print(output)
        recovery?.keep(&explorer)
        guard try carryOut(effect, place: place) else { return false }
        film()
        return true
    }

    /// What a word or a key asks of the loop; false at the end.
    private mutating func carryOut(_ effect: Effect, place: String?) throws -> Bool {
        switch effect {
        case .none, .suspend: return true
        case .quit: return false
        case .save(let path, let replaces):
            print(line: try saving.save(&explorer, to: path, replaces: replaces, isScript: place != nil))
            return true
        }
    }

    private func print(_ text: LinearText) { write(text.spoken(explorer.glyphs)) }
}
