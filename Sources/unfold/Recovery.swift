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

    /// Brings the file up to date with the explorer: written where there are changes, gone where there are none. Says once what cannot be written.
    mutating func keep(_ explorer: inout Explorer) {
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
