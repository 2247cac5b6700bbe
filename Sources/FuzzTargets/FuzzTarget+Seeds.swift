import Exercises
import Foundation
import Lessons
import Scenes

extension FuzzTarget {
    /// Inputs to begin with: files of the repository, and some that the program writes. The order is the same on every machine.
    ///
    /// - Parameter root: the repository.
    public func seeds(in root: URL) -> [[UInt8]] {
        let own = Self.files(root, "Tests/FuzzTests/Seeds/\(rawValue)")
        switch self {
        case .scene:
            return own + BuiltInScenes.all.map { Array($0.text.utf8) }
                + Self.files(root, "Tests/Fixtures", ending: ".yaml")
        case .weights: return own + Self.files(root, "Tests/WeightsTests/Data")
        case .sheet: return own + Self.answerKeys
        case .lesson: return own + Self.files(root, "lessons")
        case .arrays:
            return own + Self.files(root, "Tests/VerifyTests/Data") + Self.files(root, "Tests/WeightsTests/Data/npz")
        case .map, .input, .formula, .script, .keys, .progress, .answers, .results, .names, .roster: return own
        }
    }

    /// Answer keys of every kind of exercise.
    private static var answerKeys: [[UInt8]] {
        Catalogue.kinds.compactMap { kind in
            (try? Catalogue.exercise(kind.id, seed: 7, level: 1)).map { Array($0.answerKey().utf8) }
        }
    }

    /// The files below a folder, the larger ones left out.
    private static func files(_ root: URL, _ folder: String, ending: String = "") -> [[UInt8]] {
        let url = root.appendingPathComponent(folder)
        let names = (FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []).sorted()
        return names.filter { $0.hasSuffix(ending) }.compactMap { name in
            let bytes = try? FileReading.bytes(of: url.appendingPathComponent(name).path, limit: 1 << 15)
            return bytes
        }
    }
}
