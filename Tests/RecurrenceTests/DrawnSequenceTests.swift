import ExactMath
import Foundation
import Testing

@testable import Recurrence

/// The sequences of the tasks to the last bit, drawn from one generator: they are the same for ever.
@Suite struct DrawnSequenceTests {
    struct Drawn: Sendable, CustomTestStringConvertible {
        var task: String
        var length: Int
        var shape: Shape
        var loss: Loss
        /// Two sequences that follow each other: inputs, an arrow, targets.
        var written: [String]
        var testDescription: String { "\(task), \(shape), \(loss)" }

        init(_ task: String, _ length: Int, _ shape: Shape, _ loss: Loss, _ written: String...) {
            (self.task, self.length, self.shape, self.loss, self.written) = (task, length, shape, loss, written)
        }
    }

    // Worked out by another program from the definitions of SplitMix64 and of the tasks.
    static let drawn = [
        Drawn(
            "first-bit", 4, .manyToOne, .mse,
            "1 0.08789265335611321 -0.053052236550229684 0.0809678078892648 → [1]",
            "1 -0.041175198700087304 -0.0721345986527217 0.05010508155879384 → [1]"),
        Drawn(
            "first-bit", 3, .manyToMany, .nll,
            "1 0.08789265335611321 -0.053052236550229684 → – – 1",
            "1 0.07043313868102316 -0.041175198700087304 → – – 1"),
        Drawn(
            "adding", 5, .manyToOne, .mse,
            "0.2347388172488516/0 0.904839039446324/1 0.8521656934051157/0 0.2941240064995635/0 0.13932700673639153/1 → [1.0441660461827156]",
            "0.14005146351507414/0 0.9353219406691728/1 0.6766328707016721/1 0.626635443405974/0 0.06701300774488461/0 → [1.611954811370845]"
        ),
        Drawn(
            "copy", 3, .manyToMany, .nll,
            "4 7 1 7 6 2 1 6 2 1 8 8 9 8 8 8 8 8 8 8 8 8 8 → 8 8 8 8 8 8 8 8 8 8 8 8 8 4 7 1 7 6 2 1 6 2 1",
            "7 5 5 0 4 1 7 4 4 5 8 8 9 8 8 8 8 8 8 8 8 8 8 → 8 8 8 8 8 8 8 8 8 8 8 8 8 7 5 5 0 4 1 7 4 4 5"),
        Drawn(
            "parity", 6, .manyToMany, .bce,
            "1 1 0 1 1 0 → [1] [0] [0] [1] [0] [0]",
            "0 1 0 0 1 1 → [0] [1] [1] [1] [0] [1]"),
        Drawn(
            "parity", 6, .manyToOne, .nll,
            "1 1 0 1 1 0 → 0",
            "0 1 0 0 1 1 → 1"),
        Drawn(
            "delayed-xor", 4, .manyToOne, .bce,
            "1 1 0 0 → [0]",
            "-1 1 0 0 → [1]"),
        Drawn(
            "reversal", 5, .seq2seq, .nll,
            "4 7 1 7 6 → 6 7 1 7 4",
            "2 1 6 2 1 → 1 2 6 1 2"),
        Drawn(
            "anbn", 3, .manyToMany, .bce,
            "0 1 1 2 2 → [1,0,0] [1,1,0] [1,1,0] [0,1,0] [0,0,1]",
            "0 1 1 1 2 2 2 → [1,0,0] [1,1,0] [1,1,0] [1,1,0] [0,1,0] [0,1,0] [0,0,1]"),
        Drawn(
            "dates", 14, .seq2seq, .nll,
            "0 0 0 2 8 0 14 15 13 0 2 10 5 7 → 1 9 4 6 10 1 2 10 1 7",
            "0 0 0 3 5 0 11 23 24 0 2 10 3 8 → 1 9 2 7 10 0 4 10 2 4"),
        Drawn(
            "characters", 2, .manyToMany, .nll,
            "1 2 → 2 0",
            "2 0 → 0 3"),
    ]

    @Test(arguments: drawn) func isDrawn(_ drawn: Drawn) throws {
        let task = try #require(Tasks.named(drawn.task, text: "äbc\nä"))
        var generator = SeededGenerator(seed: 12)
        let found = (0..<2).map { _ in
            text(task.sequence(length: drawn.length, shape: drawn.shape, loss: drawn.loss, using: &generator))
        }
        #expect(found == drawn.written)
    }

    /// A place for a one-hot vector, its numbers for another; a class as a number, a vector in brackets.
    private func text(_ data: SequenceData<Double>) -> String {
        func number(_ x: Double) -> String { x == x.rounded() ? "\(Int(x))" : "\(x)" }
        let inputs = stride(from: 0, to: data.inputs.count, by: data.inputWidth).map { first -> String in
            let row = Array(data.inputs[first..<first + data.inputWidth])
            if row.count > 2, row.reduce(0, +) == 1, let place = row.firstIndex(of: 1) { return "\(place)" }
            return row.map(number).joined(separator: "/")
        }
        let targets = data.targets.map { target -> String in
            switch target {
            case nil: "–"
            case .index(let index)?: "\(index)"
            case .vector(let entries)?: "[" + entries.map(number).joined(separator: ",") + "]"
            }
        }
        return inputs.joined(separator: " ") + " → " + targets.joined(separator: " ")
    }

    /// The wave from the phase that is drawn, beside the C library's.
    @Test(arguments: [UInt64(1), 2, 3, 4]) func aWaveHasItsPhase(seed: UInt64) {
        var (generator, copy) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed))
        let data = Sine().sequence(length: 24, shape: .manyToMany, loss: .mse, using: &generator)
        let phase = copy.uniform()
        let wave = (0...24).map { sin(2 * Double.pi * (phase + Double($0) / 12)) }
        #expect(zip(data.inputs, wave).allSatisfy { abs($0 - $1) < 1e-14 } && data.inputs.count == 24)
        #expect(Array(data.targets.dropLast()) == data.inputs.dropFirst().map { .vector([$0]) })
        #expect(generator == copy)
    }

    /// Every quarter of a turn is the first one, to the last bit, and an angle next to nothing is its own sine.
    @Test(arguments: [0x1p-53, 0x3p-53, 0x1.8p-20, 0.03125, 0x1.23456789abp-4, 0.125, 0.1875, 0x1.fffffp-3])
    func aTurnIsSymmetric(x: Double) {
        let sine = Turn.sine(x)
        #expect([Turn.sine(x + 0.5), Turn.sine(1 - x), Turn.sine(0.5 - x)] == [-sine, -sine, sine])
        #expect(abs(sine / sin(2 * Double.pi * x) - 1) < 1e-15)
    }
}
