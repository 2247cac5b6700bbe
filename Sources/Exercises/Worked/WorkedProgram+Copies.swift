import Formula
import Recurrence

extension WorkedProgram {
    /// For every loss L_k lines of its own for what it alone says to each vector, up to step k: "L3:stack.0.h".
    mutating func addCopiesByLoss() {
        let whole = lines.filter { $0.key.isGradient && isVector($0.key) }
        for k in lossSteps {
            let prefix = "L\(k):"
            for (name, line) in whole where (name.step ?? 0) <= k {
                var copy = line
                copy.terms = line.terms.filter { term in
                    if term.source == .loss { return name.step == k }
                    return (term.step ?? 0) <= k
                }
                for index in copy.terms.indices {
                    copy.terms[index].expression = copy.terms[index].expression.renaming { name in
                        guard name.isGradient else { return nil }
                        let read = self.line(name)
                        return LineName.gradient(prefix + read.path, read.step).expression
                    }
                }
                lines[LineName.gradient(prefix + name.path, name.step)] = copy
            }
        }
        dropZeros()
    }
}
