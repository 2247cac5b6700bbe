import Explorer
import Foundation
import Scenes

/// Keeps unsaved work in the state folder while it is unsaved, so that no signal, crash or power cut loses it, and offers it again.
struct Recovery {
    /// This process' own file.
    private let file: URL?
    /// What was written there last.
    private var kept: Scene?
    private var hasFailed = false

    init() {
        let stamp = Self.stamp.string(from: Date())
        let process = ProcessInfo.processInfo.processIdentifier
        file = StateFolder.url?.appendingPathComponent("\(Self.prefix)\(stamp)-\(process).yaml")
    }

    private static let prefix = "unsaved-"

    private static var stamp: DateFormatter {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "yyyy-MM-dd-HHmmss"
        return format
    }

    /// Where a training is kept that was ended without an output.
    static var fileForTraining: URL? {
        let process = ProcessInfo.processInfo.processIdentifier
        return StateFolder.url?.appendingPathComponent("training-\(stamp.string(from: Date()))-\(process).yaml")
    }

    // MARK: Answers

    /// Answers as they were read or written last.
    private var keptAnswers = KeptAnswers()

    /// What was typed into exercises before: one file an exercise, so that two explorers on one folder do not take from each other.
    mutating func readAnswers(into explorer: inout Explorer) {
        guard let folder = StateFolder.url,
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { return }
        var cells: [String: [[String]]] = [:]
        for name in names where name.hasPrefix(Self.answersPrefix) && name.hasSuffix(".json") {
            let file = folder.appendingPathComponent(name).path
            guard let bytes = try? FileReading.bytes(of: file, limit: 1_000_000),
                let read = try? JSONDecoder().decode([[String]].self, from: Data(bytes))
            else { continue }
            cells[String(name.dropFirst(Self.answersPrefix.count).dropLast(".json".count))] = read
        }
        keptAnswers = KeptAnswers(cells)
        explorer.answers = keptAnswers
    }

    private static let answersPrefix = "answers-"

    /// Writes the exercises in which something else stands now.
    private mutating func keepAnswers(_ explorer: inout Explorer) {
        guard explorer.answers != keptAnswers, let folder = StateFolder.url, !hasFailed else { return }
        let names = Set(explorer.answers.cells.keys).union(keptAnswers.cells.keys)
        for name in names.sorted() where explorer.answers.cells[name] != keptAnswers.cells[name] {
            let file = folder.appendingPathComponent("\(Self.answersPrefix)\(name).json")
            guard let cells = explorer.answers.cells[name] else {
                try? FileManager.default.removeItem(at: file)
                continue
            }
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try FileWriting.write(Array(try JSONEncoder().encode(cells)), to: file.path)
            } catch {
                hasFailed = true
                explorer.message = .init("answers are not kept: \(error)", isError: true)
                return
            }
        }
        keptAnswers = explorer.answers
    }

    /// Brings the file up to date with the explorer: written where there are changes, gone where there are none. Says once what cannot be written.
    mutating func keep(_ explorer: inout Explorer) {
        keepAnswers(&explorer)
        guard let file else { return }
        guard explorer.history.isUnsaved, let scene = explorer.session?.scene else {
            if kept != nil { forget() }
            return
        }
        guard scene != kept, !hasFailed else { return }
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileWriting.write(scene.yaml, to: file.path)
            kept = scene
            // The file that the scene was taken from has nothing more than this process' own.
            explorer.scenes.takeReopened()?.discard?()
        } catch {
            hasFailed = true
            explorer.message = .init("changes are not kept for a crash: \(error)", isError: true)
        }
    }

    /// The work is written elsewhere, or given up on purpose.
    mutating func forget() {
        if let file { try? FileManager.default.removeItem(at: file) }
        kept = nil
    }

    /// What the program says when it is ended from outside.
    func report() {
        if kept != nil, let file { ErrorReport.write("unsaved changes are kept in \(file.path)") }
    }

    // MARK: Offering it again

    /// One entry of the home screen for every file that an ended process left, the latest first.
    static var homeItems: [SceneList.Item] {
        guard let folder = StateFolder.url,
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else {
            return []
        }
        let left = names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".yaml") && !isInUse($0) }.sorted().reversed()
        return left.enumerated().map { index, name in
            item(folder.appendingPathComponent(name), name: index == 0 ? "unsaved" : "unsaved-\(index + 1)")
        }
    }

    /// A file that cannot be opened, in words.
    private struct Damaged: Error, CustomStringConvertible {
        let description: String
    }

    private static func item(_ file: URL, name: String) -> SceneList.Item {
        let day = file.lastPathComponent.dropFirst(prefix.count).prefix("yyyy-MM-dd".count)
        return SceneList.Item(
            name: name, title: "changes of \(day) that were not written",
            load: {
                do {
                    return try SceneLookup.scene(file.path).scene
                } catch {
                    // It cannot be opened now or later: it is set aside, so that it is not offered for ever.
                    let aside = file.deletingPathExtension().appendingPathExtension("damaged")
                    try? FileManager.default.moveItem(at: file, to: aside)
                    throw Damaged(description: "\(error); it is set aside as \(aside.lastPathComponent)")
                }
            }, discard: { try? FileManager.default.removeItem(at: file) })
    }

    /// Whether the process that writes the file still runs.
    private static func isInUse(_ name: String) -> Bool {
        guard let process = name.dropLast(".yaml".count).split(separator: "-").last.flatMap({ pid_t($0) }), process > 0
        else { return false }
        return kill(process, 0) == 0
    }
}
