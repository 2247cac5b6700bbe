/// Which lines of a program read which.
struct LineReaders: Sendable {
    /// By the line that is read; by its name without a step where all its steps are.
    private var readers: [LineName: [LineName]] = [:]

    init(_ program: WorkedProgram) {
        for (name, line) in program.lines {
            for read in line.reads { readers[program.line(read), default: []].append(name) }
        }
    }

    /// The lines themselves and all that hang on them.
    ///
    /// - Parameter fixed: lines whose numbers stay whatever they are computed from.
    func downstream(of names: [LineName], behind fixed: Set<LineName> = []) -> Set<LineName> {
        var waiting = names.filter { !fixed.contains($0) }
        var found = Set(waiting)
        while let name = waiting.popLast() {
            var everyStep = name
            everyStep.step = nil
            let direct = readers[name] ?? []
            for reader in name.step == nil ? direct : direct + (readers[everyStep] ?? [])
            where !fixed.contains(reader) && found.insert(reader).inserted {
                waiting.append(reader)
            }
        }
        return found
    }
}

/// A program after edits, and the lines that are not as before.
struct EditedLines: Sendable {
    let program: WorkedProgram
    let changed: [LineName]

    init(_ program: WorkedProgram, before: WorkedProgram) {
        self.program = program
        changed =
            program.lines.compactMap { $0.value == before.lines[$0.key] ? nil : $0.key }
            + before.lines.keys.filter { program.lines[$0] == nil }
    }
}
