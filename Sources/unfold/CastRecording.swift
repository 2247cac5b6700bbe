import ArgumentParser
import TerminalUI
import Wording

/// What --record writes: the words, or the frames as an asciicast of version 2 or 3.
enum RecordFormat: String, ExpressibleByArgument, CaseIterable {
    case script, cast2, cast3
}

/// Frames as an asciicast: a header, then a line for every frame with its time.
///
/// Version 2 counts times from the beginning, version 3 from the event before.
struct CastRecording {
    private let isThird: Bool
    private var lines: [String]
    private var size: Size
    private var last = 0.0
    private var frame = ""

    /// Nil for a format that has no frames.
    init?(_ format: RecordFormat, size: Size, title: String) {
        guard format != .script else { return nil }
        isThird = format == .cast3
        self.size = size
        let name = JSONToken.string(title)
        lines = [
            isThird
                ? "{\"version\":3,\"term\":{\"cols\":\(size.width),\"rows\":\(size.height),\"type\":\"xterm-256color\"},\"title\":\(name)}"
                : "{\"version\":2,\"width\":\(size.width),\"height\":\(size.height),\"title\":\(name),\"env\":{\"TERM\":\"xterm-256color\"}}"
        ]
    }

    /// A frame at so many seconds; one that is as the one before is no event.
    mutating func add(_ grid: Grid, _ theme: Theme, at seconds: Double) {
        if grid.size != size {
            size = grid.size
            event(seconds, "r", "\(size.width)x\(size.height)")
        }
        let rows = grid.ansiText(theme).split(separator: "\n", omittingEmptySubsequences: false).prefix(size.height)
        let text = "\u{1B}[H\u{1B}[2J" + rows.joined(separator: "\r\n")
        guard text != frame else { return }
        frame = text
        event(seconds, "o", text)
    }

    private mutating func event(_ seconds: Double, _ code: String, _ data: String) {
        let time = isThird ? max(0, seconds - last) : seconds
        last = seconds
        lines.append("[\(Self.milliseconds(time)),\"\(code)\",\(JSONToken.string(data))]")
    }

    private static func milliseconds(_ seconds: Double) -> String {
        let whole = Int((seconds * 1_000).rounded())
        let digits = "\(whole % 1_000)"
        return "\(whole / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }

    var text: String { lines.joined(separator: "\n") + "\n" }
}
