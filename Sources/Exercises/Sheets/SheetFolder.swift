import Foundation
import Recurrence
import Wording

/// Marks many files at a time, on every processor.
public enum SheetFolder {
    /// The files of a path: itself, or every regular file of a folder by name, hidden ones left out; nil where there is nothing.
    public static func files(at path: String) -> [String]? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        if !isFolder.boolValue { return [path] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return nil }
        return names.filter { !$0.hasPrefix(".") }.sorted()
            .map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
            // A link is followed when it is read; what it leads to is checked then.
            .filter { [S_IFREG, S_IFLNK].contains(status(of: $0, followsLinks: false).map { $0.st_mode & S_IFMT }) }
    }

    /// What the system says of a file; nil where there is none.
    private static func status(of path: String, followsLinks: Bool) -> stat? {
        var status = stat()
        return (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 ? status : nil
    }

    /// The marked sheets of the files, in their order.
    public static func mark(_ files: [String], options: MarkingOptions) -> [MarkedSheet] {
        let options = remembering(options)
        return Parallel.map(files.count) { mark(files[$0], options: options) }
    }

    /// The options with the exercises made so far kept, since a class often has the same ones.
    private static func remembering(_ options: MarkingOptions) -> MarkingOptions {
        let made = Memory()
        var result = options
        result.variants = { kind, seed, level, version in
            let key = Memory.Key(kind: kind, seed: seed, level: level, version: version)
            if let exercise = made.exercise(key) { return .success(exercise) }
            let result = options.variants(kind, seed, level, version)
            if case .success(let exercise) = result { made.keep(exercise, key) }
            return result
        }
        return result
    }

    /// A bounded memory of exercises, shared by the threads that mark.
    private final class Memory: Sendable {
        struct Key: Hashable {
            var kind: String
            var seed: UInt64
            var level: Int
            var version: Int?
        }

        private struct Kept {
            var exercises: [Key: Exercise] = [:]
            var remembering = 0
        }

        private let kept = Guarded(Kept())

        /// The exercise; one that is asked for again remembers from then on what slips make of it.
        func exercise(_ key: Key) -> Exercise? {
            kept.withLock { kept in
                guard var exercise = kept.exercises[key] else { return nil }
                if kept.remembering < 64, !(exercise.working is RememberedWorking) {
                    exercise.working = RememberedWorking(exercise.working)
                    kept.exercises[key] = exercise
                    kept.remembering += 1
                }
                return exercise
            }
        }

        func keep(_ exercise: Exercise, _ key: Key) {
            kept.withLock { if $0.exercises.count < 2_000 { $0.exercises[key] = exercise } }
        }
    }

    /// The marked sheet of one file; what cannot be read is said in it.
    public static func mark(_ file: String, options: MarkingOptions) -> MarkedSheet {
        switch bytes(of: file) {
        case .success(.whole(let data)): return MarkedSheet(file: file, bytes: data, options: options)
        // Far too large a file is not read at all; its length alone is told.
        case .success(.tooLarge(let count)):
            return MarkedSheet(file: file, bytes: repeatElement(0, count: count), options: options)
        case .failure(let failure):
            var sheet = MarkedSheet(file: file)
            sheet.failure = failure
            return sheet
        }
    }

    private enum Content {
        case whole([UInt8])
        case tooLarge(Int)
    }

    private static func bytes(of file: String) -> Result<Content, SheetFailure> {
        guard let status = status(of: file, followsLinks: true) else {
            return .failure(SheetFailure(.cannotRead("there is no such file.")))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            return .failure(SheetFailure(.cannotRead("it is no regular file.")))
        }
        let size = Int(status.st_size)
        if size > AnswerSheet.maximumBytes { return .success(.tooLarge(size)) }
        guard let data = FileManager.default.contents(atPath: file) else {
            return .failure(SheetFailure(.cannotRead("permission is denied.")))
        }
        return .success(.whole([UInt8](data)))
    }
}
