import ArgumentParser
import Foundation
import Lessons
import Scenes

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
            if case .content = error { exit(ExitStatus.data.rawValue) }
            exit(ExitStatus.noInput.rawValue)
        case let error as WriteError:
            write("\(error)")
            exit(ExitStatus.cannotCreate.rawValue)
        default:
            let code = command.exitCode(for: error)
            let text = command.fullMessage(for: error)
            if code == .success {
                Output.write(text + "\n")
                Output.flush()
            } else {
                write(text)
            }
            exit(
                code == .success
                    ? 0 : code == .validationFailure ? ExitStatus.usage.rawValue : ExitStatus.software.rawValue)
        }
    }

    static func write(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }
}
