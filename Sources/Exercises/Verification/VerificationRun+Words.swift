import Formula
import Recurrence

extension VerificationRun {
    /// What an array was compared with: "∂L/∂h_1 … ∂L/∂h_4".
    func meaning(of array: Int) -> String {
        let lines = arrays[array].pieces.map(\.line)
        guard let first = lines.first, let last = lines.last else { return "" }
        let ends = lines.count == 1 ? [first] : [first, last]
        let isOverTime = lines.allSatisfy { $0.path == first.path }
        return ends.map(letter).joined(separator: lines.count > 2 && isOverTime ? " … " : ", ")
    }

    private func letter(_ line: LineName) -> String {
        guard case .quantity(let name) = line.expression.kind else { return line.path }
        return Lettering(verification.network, .unfold).symbol(name).text(.unicode)
    }

    /// What is said of an array; `place` is its first field with a wrong entry.
    func message(_ verdict: Verdict, _ found: [FoundSlip], at place: Int, _ diagnosis: ProgramDiagnosis) -> String {
        switch verdict {
        case .carried: return "It follows rightly from your earlier numbers."
        case .wrong: break
        default: return ""
        }
        let field = fields[place]
        var sentences: [String] = []
        if arrays[field.array].isTurned {
            sentences.append(
                "It is \(arrays[field.array].shape.words); \(shapeWords(field.line)) would fit.")
        } else {
            sentences.append(whereWrong(field))
        }
        if found.count == 1 {
            sentences += found[0].slips.map(\.words.message)
            if let place = scopeWords(found[0].scope, field.line) { sentences.append(place) }
        } else if found.count > 1 {
            sentences.append(
                "These slips fit: "
                    + found.map { slip in
                        slip.slips.map { "\($0.id) (\($0.words.reason))" }.joined(separator: " and ")
                    }.removingRepeats.joined(separator: ", ") + ".")
        } else if let relation = relation(field.array) {
            sentences.append(relation)
        } else if engine != nil {
            sentences.append("No slip that has a name gives these numbers.")
        }
        return sentences.joined(separator: " ")
    }

    private func shapeWords(_ line: LineName) -> String {
        guard let parameter = verification.network.parameter(line.path) else { return "its transpose" }
        return AnswerShape.matrix(parameter.rows, parameter.columns).words
    }

    /// "First wrong at h_2, entry 1: 0.5 instead of 0.25."
    private func whereWrong(_ field: Field) -> String {
        let near = nearness[field.array]
        guard let entry = field.given.indices.first(where: { !near.holds(field.given[$0], field.right[$0]) }) else {
            return "Not the trace's numbers."
        }
        var place = letter(field.line)
        if field.given.count > 1 {
            if let parameter = verification.network.parameter(field.line.path), !parameter.isVector {
                place += ", entry (\(entry / parameter.columns + 1), \(entry % parameter.columns + 1))"
            } else {
                place += ", entry \(entry + 1)"
            }
        }
        return "First wrong at \(place): \(short(field.given[entry])) instead of \(short(field.right[entry]))."
    }

    /// So many digits that the difference can be seen.
    private func short(_ number: Double) -> String {
        let text = "\(number)"
        guard number.isFinite, text.utf8.count > 10 else { return text }
        if number.magnitude >= 1e-2 && number.magnitude < 1e6 { return Decimals.text(number, places: 6) }
        // Six digits, as 1.23457e-5.
        var (scaled, exponent) = (number, 0)
        while scaled.magnitude >= 10 { (scaled, exponent) = (scaled / 10, exponent + 1) }
        while scaled.magnitude < 1 { (scaled, exponent) = (scaled * 10, exponent - 1) }
        return "\(Decimals.text(scaled, places: 5))e\(exponent)"
    }

    /// Where a slip is, when it is not everywhere.
    private func scopeWords(_ scope: Variation.Scope, _ line: LineName) -> String? {
        switch scope {
        case .everywhere: return nil
        case .wayBack: return "The forward pass does not have it, the way back does."
        case .alone(let path, let isGradient):
            let step = verification.network.parameter(path) == nil ? "t" : nil
            let name = TraceName(
                path: path.split(separator: ".").map(String.init), indices: step.map { [.variable($0)] } ?? [],
                isGradient: isGradient)
            let symbol = Lettering(verification.network, .unfold).symbol(name).text(.unicode)
            return "It is in \(symbol) alone."
        }
    }

    /// What the array is, if it is a multiple of what belongs there, or its steps run the other way.
    private func relation(_ array: Int) -> String? {
        let own = fields.filter { $0.array == array }
        let (given, right) = (own.flatMap(\.given), own.flatMap(\.right))
        guard let largest = right.indices.max(by: { right[$0].magnitude < right[$1].magnitude }), right[largest] != 0
        else { return nil }
        if given.allSatisfy({ $0 == 0 }) { return "Every entry is 0." }
        let ratio = given[largest] / right[largest]
        let near = Nearness(arrays[array].tolerance, of: given)
        if ratio.isFinite, ratio != 0, zip(given, right).allSatisfy({ near.holds($0, $1 * ratio) }) {
            // The engine's last bits are not the program's.
            return Nearness(arrays[array].tolerance, of: [1]).holds(ratio, -1)
                ? "Every entry has the other sign." : "Every entry is \(short(ratio)) times what it should be."
        }
        let byTime = own.sorted { ($0.line.step ?? 0) < ($1.line.step ?? 0) }
        let reversed = zip(byTime, byTime.reversed()).allSatisfy { near.holds($0.given, $1.right) }
        return reversed && own.count > 1 ? "The steps stand in the opposite order." : nil
    }
}
