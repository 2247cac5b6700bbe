import ExactMath
import Exercises
import Recurrence
import Scenes
import Wording

/// Compares the arrays of a learner's program with a scene's trace.
public struct Verifier {
    private let scene: Scene
    private let sceneName: String
    private let names: NamesFile?
    private let notation: Notation?
    private let time: TimeAxis?
    private let tolerance: Double?

    /// - Parameters:
    ///   - names: what the arrays stand for; nil where their names say it.
    ///   - notation: whose letters the names are; nil for the one that knows most of them.
    ///   - time: the axis of the steps; nil for the one that the shapes leave, or that fits better.
    ///   - tolerance: how far entries may be off, as a share of max(1, the largest); nil for what the numbers' bits allow.
    public init(
        _ scene: Scene, name: String, names: NamesFile? = nil, notation: Notation? = nil, time: TimeAxis? = nil,
        tolerance: Double? = nil
    ) {
        self.scene = scene
        sceneName = name
        self.names = names
        self.notation = notation
        self.time = time
        self.tolerance = tolerance
    }

    /// The arrays' marks, as those of an answer sheet.
    ///
    /// Throws a `VerifyError` where no array can be compared, or one has a shape that fits nothing.
    public func marked(_ file: ArrayFile, carried: Rational = .one) throws -> MarkedSheet {
        let verification = Verification(scene)
        let named = try self.named(file, in: verification.network)
        let arrays = try fitted(named.arrays, file.file, verification)
        var sheet = MarkedSheet(file: file.file)
        sheet.exercise = "verify"
        sheet.origin = .scene(SafeText.of(sceneName, limit: 200))
        sheet.marks = verification.marks(arrays, carried: carried)
        sheet.notes = file.notes + named.notes
        if !verification.looksForSlips {
            sheet.notes.append(
                "the scene is too large for a search for slips; its arrays are compared entry by entry alone")
        }
        return sheet
    }

    // MARK: Names

    private typealias Named = (array: FileArray, target: ArrayTarget)

    private func named(_ file: ArrayFile, in network: Network) throws -> (arrays: [Named], notes: [String]) {
        if let names { return try mapped(file, names, network) }
        let tables = (notation.map { [$0] } ?? Notation.allCases).map { ArrayNames(network, $0) }
        let found = tables.map { table in
            file.arrays.compactMap { array in table.target(array.name).map { (array, $0) } }
        }
        // Of notations that know equally many names, the one in whose matrices the arrays fit: a lecture's W_f may be U_f and W_f.
        let fitting = ArrayFitting(network: network)
        let scores = found.map { arrays in
            (arrays.count, arrays.count { !fitting.fits($0.0.shape, $0.1).isEmpty })
        }
        let (most, fits) = scores.max { $0 < $1 } ?? (0, 0)
        let best = scores.firstIndex { $0 == (most, fits) } ?? 0
        guard most > 0 else {
            let shown = file.arrays.prefix(6).map(\.shownName).joined(separator: ", ")
            throw VerifyError(
                file.file,
                file.arrays.isEmpty
                    ? "it has no arrays"
                    : "none of its names \(shown) is one of the trace; \(tables[best].examples) would fit, or --names FILE says what they are"
            )
        }
        let taken = Set(found[best].map(\.0.name))
        var notes = unknown(file.arrays.filter { !taken.contains($0.name) }, tables[best])
        if tables[best].notation != .unfold {
            notes.insert("the names are read as \(tables[best].notation.title) writes them", at: 0)
        }
        return (found[best], notes)
    }

    private func unknown(_ arrays: [FileArray], _ names: ArrayNames) -> [String] {
        guard !arrays.isEmpty else { return [] }
        let list = arrays.prefix(8).map(\.shownName).joined(separator: ", ") + (arrays.count > 8 ? ", …" : "")
        return ["not compared, since no quantity of the trace has the name: \(list)"]
    }

    private func mapped(_ file: ArrayFile, _ names: NamesFile, _ network: Network) throws -> (
        arrays: [Named], notes: [String]
    ) {
        let targets = try names.targets(ArrayNames(network, .unfold))
        var arrays: [Named] = []
        for entry in targets {
            guard let array = file.arrays.first(where: { $0.name == entry.name }) else {
                let near = Spelling.nearest(to: entry.name, among: file.arrays.map(\.name))
                throw VerifyError(
                    names.file,
                    "the file has no array \(Words.quote(entry.name))"
                        + (near.map { "; did you mean \(Words.quote($0))?" }
                            ?? "; it has \(file.arrays.prefix(6).map(\.shownName).joined(separator: ", "))"),
                    at: entry.position)
            }
            arrays.append((array, entry.target))
        }
        let taken = Set(targets.map(\.name))
        return (arrays, unknown(file.arrays.filter { !taken.contains($0.name) }, ArrayNames(network, .unfold)))
    }

    // MARK: Shapes

    private func fitted(_ named: [Named], _ file: String, _ verification: Verification) throws -> [ProgramArray] {
        let fitting = ArrayFitting(network: verification.network)
        var fits: [[ArrayFitting.Fit]] = []
        for (array, target) in named {
            var possible = fitting.fits(array.shape, target)
            if let time { possible.removeAll { $0.axis != nil && $0.axis != time } }
            guard !possible.isEmpty else {
                throw VerifyError(
                    file, "\(array.shownName) is \(array.shapeWords), needs \(fitting.shapes(target))",
                    at: array.position)
            }
            fits.append(possible)
        }
        // A program keeps its steps on one axis: where the shapes leave it open, that of the other arrays, else the nearer one.
        let said = fits.filter { $0.count == 1 }.compactMap { $0[0].axis }
        let axis = time ?? said.first ?? nearer(named, fits, verification)
        return zip(named, fits).map { entry, possible in
            let fit = possible.first { $0.axis == axis } ?? possible[0]
            return ProgramArray(
                name: entry.array.shownName, shape: Self.shape(entry.array.shape),
                values: Self.ours(entry, fit), pieces: fit.pieces,
                tolerance: tolerance ?? entry.array.tolerance, isTurned: fit.isTurned)
        }
    }

    /// An array's numbers as ours: each block by what its own name means.
    private static func ours(_ entry: Named, _ fit: ArrayFitting.Fit) -> [Double] {
        let blocks = entry.target.blocks
        guard blocks.count > 1 else { return entry.array.values.map(blocks[0].ours) }
        var values = entry.array.values
        for (block, piece) in zip(blocks, fit.pieces) {
            for place in piece.places { values[place] = block.ours(values[place]) }
        }
        return values
    }

    /// The axis under which more entries are those of the trace.
    private func nearer(_ named: [Named], _ fits: [[ArrayFitting.Fit]], _ verification: Verification) -> TimeAxis {
        var right: [TimeAxis: Int] = [:]
        for (entry, possible) in zip(named, fits) where possible.count > 1 {
            let values = Self.ours(entry, possible[0])
            for fit in possible {
                guard let axis = fit.axis else { continue }
                for piece in fit.pieces {
                    let numbers = verification.numbers(of: piece.line) ?? []
                    right[axis, default: 0] += zip(piece.places, numbers).count { place, number in
                        (values[place] - number).magnitude <= 1e-6 * max(1, number.magnitude)
                    }
                }
            }
        }
        return right[.last, default: 0] > right[.first, default: 0] ? .last : .first
    }

    /// The form in which entries are told: one or two axes.
    private static func shape(_ shape: [Int]) -> AnswerShape {
        let sizes = ArrayFitting.squeezed(shape)
        switch sizes.count {
        case 0: return shape.isEmpty ? .scalar : .vector(1)
        case 1: return .vector(sizes[0])
        default: return .matrix(sizes[0], sizes.dropFirst().reduce(1, *))
        }
    }
}
