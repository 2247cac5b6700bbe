import Exercises
import Foundation
import Testing

/// The same seed gives the same exercise, with the same answers, slips, words and hints, for ever: `Data/fingerprints.txt` has a
/// line for seeds 1…40 of every kind, version and level, and one for seeds 1…2500 of the first version of most.
///
/// With UNFOLD_SEEDS=2500 both are compared, else the first. With UNFOLD_FINGERPRINTS=FOLDER the fingerprint of every seed, and the texts
/// of the first seeds, are written there: the folders of two builds show where they differ.
@Suite struct FingerprintTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let ranges: [UInt64] = UInt64(environment["UNFOLD_SEEDS"] ?? "") ?? 0 >= 2500 ? [40, 2500] : [40]
    private static let folder = environment["UNFOLD_FINGERPRINTS"].map { URL(fileURLWithPath: $0) }

    /// A kind in one of its versions; "lstm-step", "lstm-step/2".
    struct Version: CustomTestStringConvertible, Sendable {
        var kind: String
        var version: Int
        var name: String { version == 1 ? kind : "\(kind)/\(version)" }
        var testDescription: String { name }
    }

    private static let versions = Catalogue.kinds.flatMap { kind in
        (1...kind.version).map { Version(kind: kind.id, version: $0) }
    }

    @Test(arguments: versions, [1, 2, 3, 4])
    func exercisesStayAsTheyAre(version: Version, level: Int) throws {
        let kind = try #require(Catalogue.kind(version.kind))
        var seeds: [[String]] = []
        var texts = ""
        for last in Self.ranges {
            while seeds.count < last {
                let seed = UInt64(seeds.count) + 1
                let fingerprint = Fingerprint(try kind.make(seed: seed, level: level, version: version.version))
                seeds.append(fingerprint.digests)
                if Self.folder != nil, seed <= 10 {
                    texts += "seed \(seed)\n" + fingerprint.texts.joined(separator: "\n\n") + "\n\n"
                }
            }
            let joined = (0..<4).map { part in Fingerprint.digest(seeds.map { $0[part] }.joined()) }
            let key = [version.name, "\(level)", "\(last)"].joined(separator: " ")
            let line = ([key] + joined).joined(separator: " ")
            let kept = try Self.kept()
            guard last == 40 || kept.contains(where: { $0.hasPrefix(key + " ") }) else { continue }
            #expect(kept.contains(line), "answers, slips, problem, hints: \(line)")
        }
        guard let folder = Self.folder else { return }
        let file = version.name.replacingOccurrences(of: "/", with: "-")
        let lines = zip(1..., seeds).map { "\($0) " + $1.joined(separator: " ") }.joined(separator: "\n")
        try Data((lines + "\n").utf8).write(to: folder.appendingPathComponent("\(file)-\(level).seeds"))
        try Data(texts.utf8).write(to: folder.appendingPathComponent("\(file)-\(level).txt"))
    }

    private static func kept() throws -> Set<String> {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Data/fingerprints.txt")
        return Set(try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n"))
    }
}
