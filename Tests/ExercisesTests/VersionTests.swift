import ExactMath
import Exercises
import Testing

/// A kind whose answers or numbers change gets a new version; a sheet of an older one is marked as it was.
@Suite struct VersionTests {
    private func mark(_ text: String) -> MarkedSheet {
        MarkedSheet(file: "sheet", bytes: Array(text.utf8), options: MarkingOptions())
    }

    @Test func theSheetSaysItsVersionFromTheSecondOn() throws {
        let second = try Catalogue.exercise("softmax-nll", seed: 5, level: 2)
        #expect(second.answerKey().contains("\nlevel = 2\nversion = 2\n"))
        #expect(second.problemJSON().text().contains("\"version\": 2"))
        #expect(mark(second.answerKey()).isAllRight)
        let first = try Catalogue.exercise("softmax-nll", seed: 5, level: 2, version: 1)
        #expect(!first.answerKey().contains("version"))
        #expect(first.fields.map(\.name) == ["yhat", "loss", "da_y"])
        #expect(second.fields.map(\.name) == ["yhat", "loss", "da_y", "sum_over"])
        #expect(mark(first.answerKey()).isAllRight)
    }

    @Test(arguments: [("0", "1 … 2"), ("3", "1 … 2")])
    func anotherVersionIsRefused(version: String, fits: String) {
        let sheet = mark("exercise = vanish\nseed = 1\nlevel = 2\nversion = \(version)\n")
        #expect(sheet.failure?.description == "There is no version \(version) of vanish; \(fits) would fit.")
    }

    @Test(arguments: ["lstm-bptt", "gru-bptt", "ugrnn-bptt"])
    func fromLevelThreeOnAGatesParametersAreAskedAbout(kind: String) throws {
        for seed in UInt64(1)...4 {
            let names = try Catalogue.exercise(kind, seed: seed, level: 3).fields.map(\.name)
            #expect(names.suffix(3).map { $0.prefix(3) } == ["dW_", "dU_", "db_"], "\(names)")
            #expect(try !Catalogue.exercise(kind, seed: seed, level: 2).fields.contains { $0.name.hasPrefix("dW") })
        }
    }

    @Test func everySecondLSTMHasShortGatesOnPaper() throws {
        let step = try Catalogue.exercise("lstm-step", seed: 2, level: 2)
        #expect(step.fields.map(\.name) == ["c_1", "h_1"])
        #expect(try Catalogue.exercise("lstm-step", seed: 1, level: 2).fields.map(\.name).first == "f_1")
        let back = try Catalogue.exercise("lstm-bptt", seed: 1, level: 2)
        #expect(back.fields.map(\.name).first == "f_1" && back.fields.map(\.name).last == "dh_0")
        let given = try Catalogue.exercise("lstm-bptt", seed: 2, level: 4)
        // Gates are tenths: f_1 = [0.3, -0.7]
        let gates = given.text().statement.compactMap { part -> String? in
            guard case .given(let name, let value) = part, ["f_1", "i_1", "o_1", "c~_1"].contains(name.text) else {
                return nil
            }
            return value.text
        }
        #expect(gates.count == 4 && gates.allSatisfy { $0.count <= 14 }, "\(gates)")
    }

    @Test func atLevelThreeTheMatrixIsNotNormalAndGrowsBeforeItVanishes() throws {
        for seed in UInt64(1)...12 {
            let exercise = try Catalogue.exercise("vanish", seed: seed, level: 3)
            guard case .array(let rows)? = exercise.text().given.first?.value else { continue }
            let u = rows.flatMap { row -> [Double] in
                guard case .array(let entries) = row else { return [] }
                return entries.map { entry in
                    switch entry {
                    case .integer(let whole): Double(whole)
                    case .string(let text): Rational(text)?.approximation ?? .nan
                    default: .nan
                    }
                }
            }
            // U Uᵀ = Uᵀ U needs |b| = |c| and (a − d)(b − c) = 0.
            #expect(abs(u[1]) != abs(u[2]) || (u[0] - u[3]) * (u[1] - u[2]) != 0)
            if exercise.fields.contains(where: { $0.name == "steps" }) {
                #expect(u.reduce(0) { $0 + $1 * $1 } > 1)
            }
        }
    }
}
