import Foundation
import Scenes

/// The file `lessons.json` in the user's state folder; written whole or not at all.
public struct ProgressFile: Sendable {
    public let path: String?
    public private(set) var progress: CourseProgress
    /// What was found wrong with the file, once.
    public private(set) var news: String?

    /// - Parameter folder: the state folder; nil keeps nothing.
    public init(folder: String?) {
        path = folder.map { $0 + "/lessons.json" }
        progress = CourseProgress()
        guard let path, let data = FileManager.default.contents(atPath: path) else { return }
        if data.count < 4 << 20, let known = CourseProgress(json: Array(data)) {
            progress = known
            return
        }
        let aside = (folder ?? "") + "/lessons.damaged"
        try? FileManager.default.removeItem(atPath: aside)
        try? FileManager.default.moveItem(atPath: path, toPath: aside)
        news = "the progress of your lessons could not be read; it is set aside as lessons.damaged"
    }

    /// Writes what changed; a file that cannot be written is said.
    public mutating func keep(_ progress: CourseProgress) throws(WriteError) {
        guard progress != self.progress else { return }
        self.progress = progress
        guard let path else { return }
        try? FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try FileWriting.write(progress.json, to: path)
    }
}
