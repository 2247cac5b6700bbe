import ArgumentParser
import Curses
import Foundation
import TerminalUI

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what this terminal can do, where state is kept, and what mends what is wrong.",
        discussion: "Exit status 1 where something is wrong.")

    @Flag(help: "Print what each key sends, until q.")
    var keys = false

    @Option(help: "The signs of the sample: braille, unicode or ascii; the locale decides otherwise.")
    var glyphs: Glyphs?

    func run() throws {
        let facts = TerminalFacts()
        let signs = glyphs ?? .forCharacterSet(facts.characterSet)
        if keys { return try listen(signs) }
        let environment = ProcessInfo.processInfo.environment
        let report = DoctorReport(facts, environment: environment, state: StateFolder.url?.path)
        Output.write(report.text(signs))
        if !report.isWell { throw Failure(.checkFailed, "") }
    }

    private func listen(_ glyphs: Glyphs) throws {
        let unfit = Failure(.usage, "--keys needs a terminal to type on; standard input is none")
        guard isatty(0) == 1 else { throw unfit }
        Output.write("Press keys; q ends.\n")
        Output.flush()
        let isDone = KeyProbe().listen { bytes, keys in
            let codes = bytes.map { String($0, radix: 16) }.joined(separator: " ")
            let names = keys.map { $0.name(glyphs) }.joined(separator: " ")
            Output.write("\(codes)  \(names.isEmpty ? "no key that is known" : names)\n")
            Output.flush()
        }
        if !isDone { throw unfit }
    }
}
