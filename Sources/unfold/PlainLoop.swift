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
        var cast = CastRecording(format, size: explorer.size, title: explorer.session?.scene.title ?? "unfold")
        var frames = 0.0
        func film() {
            cast?.add(explorer.frame(), Theme(tier: .full), at: frames * Self.pace)
            frames += 1
        }
        film()
        print(explorer.plainText())
        if let lines, let script {
            for (index, line) in lines.enumerated() {
                if try !step(String(line), place: "\(script):\(index + 1):1", &recorded) { break }
                film()
            }
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
        guard FileManager.default.fileExists(atPath: file) else {
            throw Failure(.noInput, "\(file) cannot be read: no such file or directory")
        }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Failure(.noInput, "\(file) cannot be read as UTF-8 text")
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Carries out one line; false at the end. A script stops at a line that is wrong.
    private mutating func step(_ line: String, place: String?, _ recorded: inout String) throws -> Bool {
        let (output, effect): (LinearText, Effect)
        do {
            (output, effect) = try explorer.perform(line)
        } catch {
            if let place { throw Failure(.data, "\(place): \(error)") }
            Output.write("\(error)\n")
            Output.flush()
            return true
        }
        recorded += line + "\n"
        print(output)
        recovery?.keep(&explorer)
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
                Output.write("written: \(path)\n")
            } catch  where place == nil {
                // Whoever types can try another name; a script ends.
                Output.write((error as? Failure)?.message ?? "\(error)")
                Output.write("\n")
            }
            Output.flush()
            return true
        }
    }

    private func print(_ text: LinearText) {
        Output.write(text.render(explorer.glyphs))
        Output.flush()
    }
}
