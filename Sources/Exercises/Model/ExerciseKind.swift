import ExactMath
import Wording

/// A kind of exercise in the catalogue: how one is made from a seed.
public protocol ExerciseKind: Sendable {
    /// The name in the catalogue: "linear-bptt".
    var id: String { get }
    /// What is asked, in a few words.
    var title: String { get }
    /// Every slip that can be made in some exercise of this kind.
    var slips: [Slip] { get }
    /// The newest version: raised where answers or numbers of the kind change.
    var version: Int { get }
    /// One exercise of the numbers drawn, or nil where they are refused; the caller draws again.
    func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise?
    /// The same in a later version of the kind; `draw(_:seed:using:)` is version 1.
    func draw(_ level: Int, seed: UInt64, version: Int, using generator: inout SeededGenerator) -> Exercise?
}

extension ExerciseKind {
    /// The levels of every kind, 1 the easiest; `make` throws `noLevel` for any other.
    public var levels: ClosedRange<Int> { 1...4 }
    public var version: Int { 1 }

    public func draw(_ level: Int, seed: UInt64, version: Int, using generator: inout SeededGenerator) -> Exercise? {
        draw(level, seed: seed, using: &generator)
    }

    /// The exercise of a seed: the first of the drawn ones that is not refused, the same on every machine.
    ///
    /// - Parameter version: of the kind; nil for the newest.
    /// - Throws: `ExerciseProblem.noVariant` when the search's bound is reached.
    public func make(seed: UInt64, level: Int, version: Int? = nil) throws(ExerciseProblem) -> Exercise {
        guard levels.contains(level) else { throw .noLevel(kind: id, level: level) }
        let version = version ?? self.version
        guard (1...self.version).contains(version) else {
            throw .noVersion(kind: id, version: version, newest: self.version)
        }
        var generator = SeededGenerator(seed: stream(seed: seed, level: level))
        for _ in 0..<searchBound {
            let drawn =
                version == 1
                ? draw(level, seed: seed, using: &generator)
                : draw(level, seed: seed, version: version, using: &generator)
            if var exercise = drawn {
                exercise.version = version
                return exercise
            }
        }
        throw .noVariant(kind: id, seed: seed, level: level)
    }

    /// The seed of the generator: the same seed gives unrelated numbers in every kind and level.
    private func stream(seed: UInt64, level: Int) -> UInt64 {
        var mixer = SeededGenerator(seed: seed)
        return mixer.next() ^ Checksum.fnv1a(Array(id.utf8) + [UInt8(level)])
    }
}

/// How many candidates are drawn for one exercise before the search gives up.
private let searchBound = 200_000

/// Why there is no such exercise.
public enum ExerciseProblem: Error, Sendable, Equatable {
    case unknownKind(String, near: String?)
    case noLevel(kind: String, level: Int)
    case noVersion(kind: String, version: Int, newest: Int)
    case noVariant(kind: String, seed: UInt64, level: Int)
    /// A teacher's scene that this kind cannot use, and why.
    case unfitScene(kind: String, reason: String)
    case noScenes(kind: String)
    /// A name that a scene's exercise cannot ask for, and what would fit.
    case unfitAsk(String, reason: String)
    case noHint(kind: String, step: Int, steps: Int)
}
