import ExactMath
import Exercises
import Foundation
import Testing

/// Whole sheets, from their bytes to the marks.
@Suite struct SheetTests {
    private let header = "exercise = linear-bptt\nseed = 7\nlevel = 2\nstudent = Ada Lovelace\n"
    private let right = """
        delta_3 = [-20, -17]
        delta_2 = [1, 40]
        delta_1 = [57, -78]
        da0 = [-135, 156]
        dW_aa = [-70 -163; 350 -256]
        dW_ax = [[97, -19],
                 [-44, 32]]
        dW_ya = [[-38, 382], [56, -217]]
        """

    private func mark(_ text: String, _ options: MarkingOptions = MarkingOptions()) -> MarkedSheet {
        MarkedSheet(file: "ada.txt", bytes: Array(text.utf8), options: options)
    }

    private func marks(_ text: String) throws -> [String: MarkedAnswer] {
        let marks = try #require(mark(text).marks)
        return Dictionary(uniqueKeysWithValues: marks.answers.map { ($0.name, $0) })
    }

    @Test func theRightSheetIsRight() throws {
        let sheet = mark(header + right)
        #expect(sheet.isAllRight)
        #expect(sheet.student == "Ada Lovelace")
        #expect(sheet.marks?.score == 7)
        #expect(MarkReport([sheet]).exitStatus == 0)
    }

    @Test func theKeyOfEveryExerciseIsARightSheet() throws {
        for kind in Catalogue.kinds {
            for level in 1...4 {
                let key = try Catalogue.exercise(kind.id, seed: 3, level: level).answerKey()
                #expect(mark(key).isAllRight, "\(kind.id), level \(level)")
            }
        }
    }

    @Test func theProblemIsASheetWithEveryAnswerMissing() throws {
        for kind in Catalogue.kinds {
            let exercise = try Catalogue.exercise(kind.id, seed: 5, level: 3)
            let marks = try #require(mark(exercise.problemText(student: "Ada")).marks, "\(kind.id)")
            #expect(marks.answers.count == exercise.fields.count)
            #expect(marks.answers.allSatisfy { $0.verdict == .missing }, "\(kind.id)")
        }
    }

    @Test func whatFollowsFromAWrongNumberIsCarried() throws {
        // δ^2 has a slip of the pen in its second entry; δ^1 and the gradients are made rightly from it.
        let network = try carriedAnswers(delta2: [1, 41])
        let marked = try marks(header + network)
        #expect(marked["delta_2"]?.entries?.entries == [.right, .wrong])
        #expect(marked["delta_1"]?.verdict == .carried)
        #expect(marked["dW_aa"]?.verdict == .carried)
        #expect(marked["dW_ya"]?.verdict == .right)
        let sheet = mark(header + network)
        #expect(sheet.marks?.score.description == "13/2")
        #expect(sheet.marks?.firstWrong == "delta_2")
        var strict = MarkingOptions()
        strict.carried = 0
        #expect(try #require(mark(header + network, strict).marks?.score) < 5)
    }

    @Test func nothingIsCarriedFromZeros() throws {
        let marked = try marks(header + (try carriedAnswers(delta2: [0, 0])))
        // δ^1 would follow from a δ^2 of zeros, but zeros are nobody's work.
        #expect(marked["delta_1"]?.verdict == .wrong)
    }

    /// The rest of the sheet as it follows from a given δ^2.
    private func carriedAnswers(delta2: [Rational]) throws -> String {
        let exercise = try Catalogue.exercise("linear-bptt", seed: 7, level: 2)
        let values = exercise.working.answers([]) { place, _ in place == 1 ? .exact(delta2) : nil }
        return zip(exercise.fields, values).enumerated().map { place, pair in
            guard case .exact(let numbers) = place == 1 ? .exact(delta2) : pair.1 else { return "" }
            return "\(pair.0.name) = \(numbers.text(\.description))"
        }.joined(separator: "\n")
    }

    @Test func decimalsCountWhenTheyAreTheFractionRounded() throws {
        // 2/3 in three digits is right, in two it is not; 0.25 is 1/4 itself.
        let exercise = try seekThird()
        let (name, shown, coarse) = exercise.decimal
        let header = "exercise = linear-forward\nseed = \(exercise.seed)\nlevel = 3\n"
        #expect(try marks(header + "\(name) = \(shown)")[name]?.verdict == .right)
        let message = try marks(header + "\(name) = \(coarse)")[name]?.message
        #expect(message?.isEmpty == false)
    }

    /// A loss of level 3 whose decimals do not end after two places.
    private func seekThird() throws -> (seed: UInt64, decimal: (name: String, shown: String, coarse: String)) {
        for seed: UInt64 in 1...200 {
            let exercise = try Catalogue.exercise("linear-forward", seed: seed, level: 3)
            guard case .exact(let numbers)? = exercise.working.answers().last else { continue }
            let loss = numbers.entries[0]
            if loss.denominator == 8, loss.magnitude < 10 {
                // Three decimals of eighths end; two are rounded.
                let exact = "\(loss.approximation)"
                return (seed, ("loss", exact, String(exact.prefix(2)) + "1"))
            }
        }
        throw CocoaError(.featureUnsupported)
    }

    @Test func whatCannotBeReadCostsNothingElse() throws {
        let text = header + right.replacingOccurrences(of: "delta_3 = [-20, -17]", with: "delta_3 = [-20, 1 1/2]")
        let marked = try marks(text)
        #expect(marked["delta_3"]?.verdict == .unreadable)
        #expect(marked["delta_3"]?.message.contains("column") == true)
        #expect(marked["delta_2"]?.verdict == .right)
        #expect(MarkReport([mark(text)]).exitStatus == 1)
    }

    @Test func aWrongShapeHasNoEntries() throws {
        let marked = try marks(header + "dW_aa = [1, 2, 3]\ndelta_1 = [1, 2, 3]")
        #expect(marked["dW_aa"]?.entries == nil)
        #expect(marked["dW_aa"]?.verdict == .wrong)
        #expect(marked["delta_1"]?.entries == nil)
        #expect(marked["delta_1"]?.message.contains("vector of 2") == true)
    }

    @Test func aRowOfAnotherLengthIsSaidToBeOne() throws {
        let header = "exercise = gate-logic\nseed = 1\nlevel = 2\n"
        let marked = try marks(header + "keep = [1, 0]\nread = 1")
        #expect(marked["keep"]?.message == "A row of 3 is asked for; this is a row of 2.")
        #expect(marked["read"]?.message == "A row of 3 is asked for; this is a single entry.")
    }

    @Test func pairsOfSlipsAreNamed() throws {
        let exercise = try Catalogue.exercise("linear-bptt", seed: 7, level: 2)
        for pair: SlipSet in [[.m03, .m09], [.m09, .m10], [.m05, .m14], [.m06, .m20]] {
            let marked = exercise.mark(answers(exercise, pair))
            #expect(marked.diagnosis == pair.slips, "\(pair.slips)")
        }
    }

    @Test func atLevelOneTheSheetDecidesBetweenSlipsThatCoincide() throws {
        let exercise = try Catalogue.exercise("linear-bptt", seed: 2, level: 1)
        let marked = exercise.mark(answers(exercise, .m04))
        // With T = 2 the recursion has one step, so stopping after it changes nothing.
        #expect(marked.isAllRight)
        let dropped = exercise.mark(answers(exercise, .m12))
        // Of the two that make this dW_aa the other gradients are made by one alone.
        #expect(dropped.answers.first { $0.name == "dW_aa" }?.slips == [.m12])
        #expect(dropped.diagnosis == [.m12])
    }

    @Test func wholeSheetsAreRefusedWithAReason() {
        let cases: [(String, String)] = [
            ("seed = 1\nlevel = 2", "exercise"), ("exercise = linear-bppt\nseed = 1\nlevel = 2", "linear-bptt?"),
            ("exercise = linear-bptt\nlevel = 2", "seed"), ("exercise = linear-bptt\nseed = x\nlevel = 2", "“x”"),
            ("exercise = linear-bptt\nseed = 1\nlevel = 9", "1, 2, 3 or 4"),
            ("exercise = linear-bptt\nscene = a.yaml", "--scenes"), ("", "exercise"),
        ]
        for (text, words) in cases {
            let sheet = mark(text)
            #expect(sheet.failure?.description.contains(words) == true, "\(text)")
            #expect(MarkReport([sheet]).exitStatus == 65)
        }
        var options = MarkingOptions()
        options.expected = ("linear-bptt", 8, 2)
        #expect(mark(header + right, options).failure != nil)
        #expect(MarkReport([mark(header + right), mark("")]).exitStatus == 65)
    }

    /// The report of a sheet with nothing in it that depends on how the sheet is spelt.
    private func report(_ text: String) -> String { MarkReport([mark(text)]).text(.json) }

    @Test func theHeaderIsReadInAnyCase() {
        let other = "Exercise = Linear-BPTT\nSEED = 7\nLevel: 2\nStudent = Ada Lovelace\n"
        #expect(report(other + right) == report(header + right))
    }

    @Test(arguments: [
        "- delta_1", "* delta_1", "• delta_1", "3. delta_1", "2) delta_1", "**delta_1**", "`delta_1`", "$\\delta_1$",
        "Delta 1", "∂L/∂a^1", "dL/da_1", "\\partial L/\\partial a^{1}",
    ])
    func aNameIsReadAsListsAndPagesWriteIt(_ name: String) {
        let other = right.replacingOccurrences(of: "delta_1 =", with: "\(name) =")
        #expect(report(header + other) == report(header + right))
    }

    @Test func aSeedThatIsTooLargeIsToldTheLargest() {
        #expect(
            mark("exercise = linear-bptt\nseed = 18446744073709551616\nlevel = 2").failure?.description
                == "The seed is “18446744073709551616”; a whole number from 0 to 18446744073709551615 would fit.")
    }

    @Test func hostileSheetsCostOnlyTheirOwnRow() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sheets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let hostile: [(String, Data)] = [
            ("a-brackets.txt", Data((header + "delta_3 = " + String(repeating: "[", count: 10_000)).utf8)),
            ("b-power.txt", Data((header + "delta_3 = 2^10^10^10").utf8)),
            ("c-nul.txt", Data((header + "delta_3 = [1,\u{0} 2]\ndelta_2 = [1, 40]").utf8)),
            (
                "d-name.txt",
                Data((header.replacingOccurrences(of: "Ada", with: "\u{1B}[31mAda\u{7}\u{202E}") + right).utf8)
            ),
            ("e-large.txt", Data(repeating: UInt8(ascii: "x"), count: 10_000_000)),
            ("f-bytes.txt", Data((0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 37) })),
            ("g-right.txt", Data((header + right).utf8)),
        ]
        for (name, data) in hostile { try data.write(to: folder.appendingPathComponent(name)) }
        let clock = ContinuousClock()
        let start = clock.now
        let files = try #require(SheetFolder.files(at: folder.path))
        let sheets = SheetFolder.mark(files, options: MarkingOptions())
        #expect(clock.now - start < .seconds(60))
        #expect(sheets.count == hostile.count)
        #expect(sheets.last?.isAllRight == true)
        #expect(sheets[2].marks?.answers.first { $0.name == "delta_2" }?.verdict == .right)
        for format in MarkFormat.allCases where !format.takesOneSheet {
            let text = MarkReport(sheets).text(format)
            #expect(
                !text.unicodeScalars.contains { ($0.value < 32 && $0 != "\n") || $0.value == 127 || $0 == "\u{202E}" })
        }
    }
}
