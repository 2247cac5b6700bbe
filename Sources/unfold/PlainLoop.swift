import Curses
import Explorer
import Foundation
import Scenes
import TerminalUI
import Wording

/// Reads words line by line, from standard input or a script, and prints what the screen would show.
struct PlainLoop {
    var explorer: Explorer
    let script: String?
    let record: String?
    var format = RecordFormat.script
    /// The file about which was asked whether it is to be replaced.
    private var asked: String?
    /// Kept for whoever types; a pipe can be run again.
    private var recovery = isatty(0) == 1 ? Recovery() : nil

    init(explorer: Explorer, script: String?, record: String?, format: RecordFormat = .script) {
        self.explorer = explorer
        self.script = script
        self.record = record
        self.format = format
    }

    /// How long a frame of a recorded script stays, in seconds.
    private static let pace = 1.0

    mutating func run() throws {
        let lines = try script.map(scriptLines)
        // A file that cannot be written is said before the work, not after it.
        if let record { try FileWriting.write("", to: record) }
        var recorded = ""
        recovery?.readAnswers(into: &explorer)
        var cast = CastRecording(format, size: explorer.size, title: explorer.session?.scene.title ?? "unfold")
        var frames = 0.0
        func film() {
            cast?.add(explorer.frame(), Theme(tier: .full), at: frames * Self.pace)
            frames += 1
        }
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
                if try !step(String(line), place: "\(script):\(index + 1):1", &recorded) { break }
                film()
            }
        } else if isTyped, let keyboard = PlainKeyboard() {
            defer { keyboard.close() }
            try type(on: keyboard, &recorded)
        } else {
            while let line = readLine() {
                if try !step(line, place: nil, &recorded) { break }
                film()
            }
        }
        recovery?.forget()
        if let record { try FileWriting.write(cast?.text ?? recorded, to: record) }
    }

    private func scriptLines(_ file: String) throws -> [Substring] {
        try FileReading.text(of: file, limit: FileReading.script).split(
            separator: "\n", omittingEmptySubsequences: false)
    }

    /// Whether somebody types and reads on a terminal.
    private var isTyped: Bool { isatty(0) == 1 && isatty(1) == 1 }

    /// A prompt of one word, then keys and lines until the end of the input.
    private mutating func type(on keyboard: PlainKeyboard, _ recorded: inout String) throws {
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
                if try !step(words, place: nil, &recorded) { return }
            case .key(let key):
                // The line comes first, then what is said: readers then speak just that.
                write("\r\n")
                let (output, effect) = explorer.answer(to: key)
                print(output)
                recovery?.keep(&explorer)
                if try !carryOut(effect, place: nil) { return }
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
    private mutating func step(_ line: String, place: String?, _ recorded: inout String) throws -> Bool {
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
        return try carryOut(effect, place: place)
    }

    /// What a word or a key asks of the loop; false at the end.
    private mutating func carryOut(_ effect: Effect, place: String?) throws -> Bool {
        switch effect {
        case .none, .suspend: return true
        case .quit: return false
        case .save(let path, let replaces):
            // A script says what it means; whoever types is asked.
            if place == nil, !replaces, path != asked, FileManager.default.fileExists(atPath: path) {
                asked = path
                Output.write("\(SafeText.of(path, limit: 200)) is there already; the same words again write over it\n")
                Output.flush()
                return true
            }
            asked = nil
            do {
                try SaveFile.save(&explorer, to: path)
                print(line: "written: \(path)")
            } catch  where place == nil {
                // Whoever types can try another name; a script ends.
                print(line: (error as? Failure)?.message ?? "\(error)")
            }
            return true
        }
    }

    private func print(_ text: LinearText) { write(text.spoken(explorer.glyphs)) }
}
