import ArgumentParser
import Foundation
import Lessons
import Scenes
import Wording

/// Ends the program with a status and one sentence on standard error.
struct Failure: Error {
    let status: ExitStatus
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
}

/// What the program's exit status means, after sysexits.h.
enum ExitStatus: Int32 {
    case done = 0
    /// A wrong answer, a failed certificate, a lesson that does not hold.
    case checkFailed = 1
    case usage = 64
    /// A file's content.
    case data = 65
    /// A file that cannot be read.
    case noInput = 66
    /// A defect of the program itself.
    case software = 70
    /// A file that cannot be written.
    case cannotCreate = 73

    /// Status and meaning, for the manual.
    static let meanings = [
        ("0", "Done."),
        (
            "1",
            "What was checked is not right: a gradient of `trace --check`, an answer of `exercise check`, an array of `verify`, "
                + "a lesson of `lesson check`, or what `doctor` looked at."
        ),
        ("64", "The command line is wrong."),
        ("65", "A file's content is wrong; the message says where, what was found, and what would fit."),
        ("66", "A file cannot be read, or there is no scene, task or lesson of that name."),
        ("70", "A defect of the program."), ("73", "A file cannot be written."),
        (
            "129, 130, 131, 143",
            "Ended by SIGHUP, ^C, ^\\, SIGTERM; unsaved work is offered again on the home screen."
        ),
    ]
}

/// The one place where errors become sentences and exit statuses.
enum ErrorReport {
    static func end(_ error: any Error, of command: any ParsableCommand.Type) -> Never {
        Output.flush()
        switch error {
        case let failure as Failure:
            if !failure.message.isEmpty { write(failure.message) }
            exit(failure.status.rawValue)
        case let error as SceneLookupError:
            write("\(error)")
            if case .content = error { exit(ExitStatus.data.rawValue) }
            exit(ExitStatus.noInput.rawValue)
        case let error as LessonLookupError:
            write("\(error)")
            switch error {
            case .content: exit(ExitStatus.data.rawValue)
            case .unreadable(let error) where error.isContent: exit(ExitStatus.data.rawValue)
            case .unreadable, .empty, .unknown: exit(ExitStatus.noInput.rawValue)
            }
        case let error as ReadError:
            write("\(error)")
            exit(error.isContent ? ExitStatus.data.rawValue : ExitStatus.noInput.rawValue)
        case let error as WriteError:
            write("\(error)")
            exit(ExitStatus.cannotCreate.rawValue)
        default:
            let code = command.exitCode(for: error)
            if code == .success {
                Output.write(command.fullMessage(for: error) + "\n")
                Output.flush()
            } else {
                let sentence = command.message(for: error)
                let advice = command.fullMessage(for: error).split(separator: "\n").last { $0.hasPrefix("  See '") }
                write("Error: " + sentence + (advice.map { "\n" + $0 } ?? ""))
            }
            exit(
                code == .success
                    ? 0 : code == .validationFailure ? ExitStatus.usage.rawValue : ExitStatus.software.rawValue)
        }
    }

    /// Lines on standard error; what a terminal would obey is written out, wherever the words came from.
    static func write(_ message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        draw(lines.map { SafeText.writtenOut(String($0), limit: 20_000) }.joined(separator: "\n") + "\n")
    }

    /// Bytes on standard error as they are; where nobody can be told, nothing is said.
    static func draw(_ text: String) {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            start += written
        }
    }
}
