import Exercises
import Foundation
import Scenes
import Testing
import Verify

/// Programs in NumPy for six cells, right ones and such with a slip in them; `Benchmarks/peers/program_slips.py` writes their arrays.
@Suite struct ProgramSlipTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var scene: String
        var file: String
        /// Empty for a right program.
        var slip: String
        /// The first array that is wrong.
        var first: String
        var testDescription: String { file }
    }

    static let cases: [Case] = {
        let bytes = (try? Samples.bytes("expected.json")) ?? []
        return (try? JSONDecoder().decode([Case].self, from: Data(bytes))) ?? []
    }()

    @Test func thereAreFortySlipsOfSixCells() {
        #expect(Self.cases.count { !$0.slip.isEmpty } >= 40)
        #expect(Set(Self.cases.filter { !$0.slip.isEmpty }.map(\.scene)).count == 6)
    }

    @Test(arguments: cases) func theSlipIsFoundAndNamed(_ example: Case) throws {
        let sheet = try Samples.marked(example.file + ".json", against: example.scene)
        let marks = try #require(sheet.marks)
        if example.slip.isEmpty {
            #expect(marks.isAllRight)
            #expect(marks.answers.allSatisfy { $0.verdict == .right })
            #expect(sheet.notes == [])
            return
        }
        #expect(marks.firstWrong == example.first)
        let first = try #require(marks.answers.first { $0.name == marks.firstWrong })
        #expect(first.slips.map(\.id) == [example.slip], "\(first.message)")
        // One slip was made: what it does not explain follows from it.
        for answer in marks.answers where answer.verdict == .wrong {
            #expect(answer.slips.map(\.id) == [example.slip], "\(answer.name): \(answer.message)")
        }
    }

    /// ∂L/∂h of the feed-forward network, worked in NumPy: with the next step's loss alone, with one factor more, and with one less.
    @Test(arguments: ["M04", "M16", "M17"]) func powersGoThroughEveryLayerBetweenTwoStates(_ slip: String) throws {
        let sheet = try Samples.marked("feedforward-\(slip).json", against: "feedforward")
        let marks = try #require(sheet.marks)
        #expect(marks.answers.map(\.name) == ["dh"] && marks.firstWrong == "dh")
        #expect(marks.diagnosis.map(\.id) == [slip])
    }

    /// Numbers that no slip gives: every slip is tried, on the learner's own numbers, too.
    @Test func everySlipOfLayersBetweenTwoStatesIsTried() throws {
        let mine = #"{"dh": [[1, 2, 3], [1, 2, 3], [4, 5, 6], [7, 8, 9]]}"#
        let sheet = try Samples.marked(ArrayFile(Array(mine.utf8), file: "mine.json"), against: "feedforward")
        let marks = try #require(sheet.marks)
        #expect(marks.firstWrong == "dh" && marks.diagnosis.isEmpty)
        #expect(marks.answers.map(\.slips) == [[]])
    }
}
