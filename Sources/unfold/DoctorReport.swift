import Curses
import ExactMath
import Explorer
import Foundation
import Scenes
import TerminalUI
import Wording

/// What `unfold doctor` says: facts, and what is wrong with the one line that mends it.
struct DoctorReport {
    struct Finding {
        let subject: String
        let fact: String
        /// What mends it; nil where nothing is wrong.
        var mend: String?
    }

    private(set) var findings: [Finding] = []

    var isWell: Bool { findings.allSatisfy { $0.mend == nil } }

    init(_ terminal: TerminalFacts, environment: [String: String], state: String?) {
        say("program", "unfold \(Unfold.version), kernels \(KernelLevel.inUse) of \(KernelLevel.best)")
        if let problem = KernelLevel.environmentProblem {
            say("kernels", problem, mend: "unset \(KernelLevel.environmentVariable)")
        }
        judgeType(terminal)
        judgeLocale(terminal, environment)
        judgeColors(terminal, environment)
        judgeSize(terminal)
        judgeState(state)
    }

    private mutating func say(_ subject: String, _ fact: String, mend: String? = nil) {
        findings.append(Finding(subject: subject, fact: fact, mend: mend))
    }

    private mutating func judgeType(_ terminal: TerminalFacts) {
        switch terminal.obstacle {
        case nil: say("terminal", "\(SafeText.of(terminal.type)): a screen can be drawn")
        case .notATerminal:
            say(
                "terminal",
                "\(SafeText.of(terminal.type)); standard input or output is a pipe: what is shown comes line by line")
        case let obstacle?: say("terminal", "\(obstacle)", mend: "export TERM=xterm-256color")
        }
    }

    private mutating func judgeLocale(_ terminal: TerminalFacts, _ environment: [String: String]) {
        let variable = ["LC_ALL", "LC_CTYPE", "LANG"].first { !(environment[$0] ?? "").isEmpty }
        let source = variable.map { "\($0)=\(SafeText.of(environment[$0] ?? ""))" } ?? "no LC_ALL, LC_CTYPE or LANG"
        let isWide = !Glyphs.forCharacterSet(terminal.characterSet).isASCII
        say(
            "locale", "\(source), character set \(SafeText.of(terminal.characterSet))",
            mend: isWide ? nil : "export LC_ALL=C.UTF-8")
    }

    private mutating func judgeColors(_ terminal: TerminalFacts, _ environment: [String: String]) {
        let tier = ColorChoice.auto.tier(colors: terminal.colors, environment: environment)
        let isAsked = !(environment["NO_COLOR"] ?? "").isEmpty
        let names = [ColorTier.none: "none", .eight: "8", .sixteen: "16", .full: "256"]
        say(
            "colours",
            "terminfo has \(max(0, terminal.colors)), drawn with \(names[tier] ?? "none")"
                + (isAsked ? ", since NO_COLOR is set" : ""))
        let told = Background.told(by: environment).map { "COLORFGBG says \($0.rawValue)" }
        say("background", told ?? "the terminal is asked; --background says it otherwise")
    }

    private mutating func judgeSize(_ terminal: TerminalFacts) {
        guard let size = terminal.size else { return }
        let least = Explorer.smallest
        let isEnough = size.width >= least.width && size.height >= least.height
        say(
            "size",
            "\(size.width) columns, \(size.height) rows; \(least.width) by \(least.height) are needed, 80 by 24 are good",
            mend: isEnough ? nil : "make the window larger, or use --plain")
    }

    private mutating func judgeState(_ folder: String?) {
        guard let folder else {
            say(
                "state", "nothing is kept: HOME and XDG_STATE_HOME name no folder",
                mend: "export XDG_STATE_HOME=/some/folder")
            return
        }
        let name = SafeText.writtenOut(folder, limit: 1_000)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            // The nearest folder above that is there has to take a new one.
            var above = URL(fileURLWithPath: folder).deletingLastPathComponent()
            while !FileManager.default.fileExists(atPath: above.path), above.path != "/" {
                above.deleteLastPathComponent()
            }
            _ = FileManager.default.fileExists(atPath: above.path, isDirectory: &isFolder)
            let isPossible = isFolder.boolValue && access(above.path, W_OK | X_OK) == 0
            say(
                "state", "\(name), not there yet" + (isPossible ? "" : " and cannot be made"),
                mend: isPossible ? nil : "export XDG_STATE_HOME=/some/folder")
            return
        }
        guard isFolder.boolValue else {
            say("state", "\(name) is a file, not a folder", mend: "mv '\(name)' '\(name).old'")
            return
        }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        let isWritable = access(folder, W_OK) == 0
        say(
            "state",
            "\(name), \(Words.count(names.count, "file"))" + (isWritable ? "" : ", and nothing can be written there"),
            mend: isWritable ? nil : "chmod u+w '\(name)'")
        for damaged in names where damaged.hasSuffix(".damaged") {
            let shown = SafeText.writtenOut(damaged, limit: 200)
            say("state", "\(shown) could not be read and was set aside", mend: "rm '\(name)/\(shown)'")
        }
    }

    /// Every sign that is drawn, a kind a line.
    static func sample(_ glyphs: Glyphs) -> [(kind: String, signs: String)] {
        let corners = glyphs.corners
        let lines = [
            glyphs.horizontal, glyphs.heavyHorizontal, glyphs.dashedHorizontal, glyphs.vertical, glyphs.dashedVertical,
            glyphs.section, glyphs.cross, corners.topLeft, corners.topRight, corners.bottomLeft, corners.bottomRight,
        ]
        let arrows = [
            glyphs.left, glyphs.right, glyphs.up, glyphs.down, glyphs.filledLeft, glyphs.filledRight, glyphs.filledUp,
            glyphs.filledDown, glyphs.hollowLeft, glyphs.hollowRight, glyphs.hollowUp, glyphs.hollowDown,
        ]
        let marks = [
            glyphs.done, glyphs.present, glyphs.notYet, glyphs.moreLeft, glyphs.moreRight, glyphs.moreUp,
            glyphs.moreDown, glyphs.bullet, glyphs.check, glyphs.ballot,
        ]
        func text(_ scalars: [Unicode.Scalar]) -> String { scalars.map { String($0) }.joined(separator: " ") }
        var sample = [("lines", text(lines)), ("arrows", text(arrows)), ("marks", text(marks))]
        if !glyphs.isASCII {
            sample += [
                ("letters", "σ ρ λ δ ∂ ∑ ⊙ ⊕ ᵀ ŷ ‖ √ ₀ ₁ ₂ ₃ ₄ ₅ ₆ ₇ ₈ ₉ ₋"),
                ("blocks", "█ ▉ ▊ ▋ ▌ ▍ ▎ ▏ ▁ ▂ ▃ ▄ ▅ ▆ ▇ ▀ ▐ ▖ ▗ ▘ ▝ ▙ ▛ ▜ ▟ ▚ ▞"),
                ("braille", "⠁ ⠃ ⠇ ⡇ ⣇ ⣧ ⣷ ⣿ (only with --glyphs braille)"),
            ]
        }
        return sample
    }

    /// The page as it is printed; what is wrong has a line that mends it below.
    func text(_ glyphs: Glyphs) -> String {
        let width = findings.map(\.subject.count).max() ?? 0
        func line(_ subject: String, _ words: String) -> String {
            subject + String(repeating: " ", count: max(0, width - subject.count) + 2) + words + "\n"
        }
        var text = ""
        for finding in findings {
            text += line(finding.subject, finding.fact)
            if let mend = finding.mend { text += line("", "wrong; this mends it: \(mend)") }
        }
        text += line("signs", glyphs.rawValue + "; where a sign is missing or two columns wide: --glyphs ascii")
        for (kind, signs) in Self.sample(glyphs) { text += line("", Text.pad(kind, width: 9) + signs) }
        return text
    }
}
