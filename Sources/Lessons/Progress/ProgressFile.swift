import Foundation
import Scenes

/// The file `lessons.json` in the user's state folder; written whole or not at all.
public struct ProgressFile: Sendable {
    /// The file; nil where nothing is kept.
    public let path: String?
    /// What was read at first, later what was kept last; what other programs write meanwhile is in the file alone.
    public private(set) var progress: CourseProgress
    /// What was found wrong with the file, once.
    public private(set) var news: String?
    /// What was to be kept last, also where that could not be; nil before.
    private var tried: CourseProgress?
    /// Whether it was said that nothing can be kept.
    private var isSaidUnwritable = false

    /// - Parameter folder: the state folder; nil keeps nothing.
    public init(folder: String?) {
        path = folder.map { $0 + "/lessons.json" }
        progress = CourseProgress()
        guard let path else { return }
        switch Self.read(path) {
        case .some(.some(let known)):
            progress = known
            return
        case .some(.none): break
        case .none: return
        }
        let aside = Self.freeName(in: folder ?? "")
        try? FileManager.default.moveItem(atPath: path, toPath: (folder ?? "") + "/" + aside)
        news = "the progress of your lessons could not be read; it is set aside as \(aside)"
    }

    /// `lessons.damaged`, or `lessons-2.damaged` and so on where that is there: what was set aside before stays.
    private static func freeName(in folder: String) -> String {
        var (name, number) = ("lessons.damaged", 1)
        while FileManager.default.fileExists(atPath: "\(folder)/\(name)") {
            number += 1
            name = "lessons-\(number).damaged"
        }
        return name
    }

    /// What stands in the file: nil where there is none, and nil in that where it cannot be read.
    private static func read(_ path: String) -> CourseProgress?? {
        do {
            return .some(CourseProgress(json: try FileReading.bytes(of: path, limit: 4 << 20)))
        } catch {
            return error.isContent ? .some(nil) : nil
        }
    }

    /// Keeps what can be kept: a lesson goes on where nothing can. The sentence that says so, once.
    public mutating func keepIfPossible(_ progress: CourseProgress) -> String? {
        do {
            try keep(progress)
            return nil
        } catch {
            defer { isSaidUnwritable = true }
            return isSaidUnwritable ? nil : "progress is not kept: \(error)"
        }
    }

    /// Writes what changed over what another program may have written meanwhile; a file that cannot be written is said.
    public mutating func keep(_ progress: CourseProgress) throws(WriteError) {
        guard progress != tried ?? self.progress else { return }
        tried = progress
        guard let path else { return self.progress = progress }
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Between the reading and the writing nobody else writes.
        let lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if lock >= 0 { close(lock) } }
        if lock >= 0 { flock(lock, LOCK_EX) }
        let there = (Self.read(path) ?? nil) ?? self.progress
        try FileWriting.write(there.changed(from: self.progress, to: progress).json, to: path)
        self.progress = progress
    }
}
