import ExactMath
import Formula
import Recurrence
import Scenes
import Testing
import Wording

/// What is printed can be read back: every line, in every notation and style, parsed and evaluated, gives the number beside it.
@Suite struct WrittenMathTests {
    @Test(arguments: Notation.allCases) func isReadBackOfBuiltInScenes(_ notation: Notation) throws {
        for name in BuiltInScenes.all.map(\.name) {
            let scene = try SceneLookup.scene(name).scene
            for style in [WritingStyle.unicode, .ascii, .latex] {
                try check(scene, notation, style, "\(name), \(notation.rawValue), \(style.rawValue)")
            }
        }
    }

    @Test(arguments: 0..<10) func isReadBackOfRandomScenes(_ group: UInt64) throws {
        for seed in group * 50..<(group + 1) * 50 {
            var random = RandomScenes(seed: seed)
            let scene = random.scene()
            // Each seed takes one pair of a notation and a style; ten thousand pairs would take minutes.
            let notation = Notation.allCases[Int(seed) % 6]
            let style = [WritingStyle.unicode, .ascii, .latex][Int(seed) / 6 % 3]
            try check(scene, notation, style, "seed \(seed), \(notation.rawValue), \(style.rawValue)")
        }
    }

    /// For a screen reader only letters, digits, `. , : ; ?` and − are written, whatever the network.
    @Test(arguments: 0..<6) func isSpokenInWordsAlone(_ group: UInt64) throws {
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;?−")
        for seed in group * 10..<(group + 1) * 10 {
            var random = RandomScenes(seed: seed)
            var options = WorkedDerivation.Options()
            options.notation = Notation.allCases[Int(group)]
            options.style = .spoken
            for line in WorkedDerivation(random.scene(), options).sections.flatMap(\.lines) {
                guard let symbols = line.symbols else { continue }
                let entries = line.entries.flatMap { [$0.left, $0.numbers, $0.result] }
                let text = ([symbols.left, symbols.right] + entries).joined(separator: " ")
                let isSpoken = text.allSatisfy(allowed.contains)
                #expect(isSpoken, "seed \(seed), \(options.notation.rawValue): \(text)")
            }
        }
    }

    private func check(_ scene: Scene, _ notation: Notation, _ style: WritingStyle, _ place: String) throws {
        switch scene.arithmetic {
        case .double:
            let exact = DecimalSpelling.exact
            try WrittenMathCheck(scene.trace(as: Double.self), notation, style, place) { exact.text($0) }.all()
        case .rational:
            try WrittenMathCheck(scene.trace(as: Rational.self), notation, style, place) { $0.description }.all()
        }
    }
}

/// Every line of one trace as one notation and style write it.
struct WrittenMathCheck<S: Scalar & FormulaNumber> {
    private let writer: MathWriter<S>
    private let derivation: Derivation<S>
    private let environment: TraceEnvironment<S>
    private let place: String

    init(
        _ trace: Trace<S>, _ notation: Notation, _ style: WritingStyle, _ place: String,
        spell: @escaping (S) -> String
    ) {
        derivation = Derivation(trace)
        writer = MathWriter(derivation, notation, style, spell: spell)
        environment = TraceEnvironment(TraceNumbers(trace))
        self.place = place
    }

    func all() throws {
        let network = derivation.network
        for index in network.nodes.indices where network.nodes[index].isShown {
            let node = network.nodeID(index)
            for t in network[node].storedSteps {
                if let line = derivation.value(of: node, at: t) { try check(line) }
                if network.architecture.loss != .none { try check(derivation.gradient(of: node, at: t)) }
            }
        }
        guard network.architecture.loss != .none else { return }
        for index in network.parameters.indices { try check(derivation.gradient(of: network.parameterID(index))) }
        for line in derivation.losses() { try check(line) }
    }

    private func check(_ line: Derivation<S>.Line) throws {
        let shape = writer.shape(of: line)
        let isSingle = if case .entries = line.right { true } else { false }
        for row in 0..<shape.rows {
            if row == 0 || isSingle { try checkSymbols(line, unit: row) }
            for column in 0..<shape.columns { try checkNumbers(line, row, column) }
        }
    }

    private func checkSymbols(_ line: Derivation<S>.Line, unit: Int) throws {
        let equation = writer.written(line, unit: unit)
        let text = writer.symbols(of: line, unit: unit)
        let (table, collisions) = writer.symbolTable(of: [equation.left, equation.right])
        #expect(collisions.isEmpty, "\(place): \(collisions)")
        let sides = (evaluated(text.left, table), evaluated(text.right, table))
        guard case (.success(let a), .success(let b)) = sides else {
            // Fractions grow beyond what the language reads.
            note([sides.0, sides.1], "\(text.left) = \(text.right)")
            return
        }
        // 0 stands for a vector of zeros.
        let isZero = b.count == 1 && b[0] == .zero
        let fits = isZero ? a.allSatisfy { $0 == .zero } : agree(a, b)
        #expect(fits, "\(place): \(text.left) = \(text.right): \(a) is not \(b)")
    }

    private func checkNumbers(_ line: Derivation<S>.Line, _ row: Int, _ column: Int) throws {
        let entry = writer.entry(of: line, row: row, column: column)
        let sides = (evaluated(entry.numbers, SymbolTable()), evaluated(entry.result, SymbolTable()))
        let line = "\(entry.left) = \(entry.numbers) = \(entry.result)"
        guard case (.success(let found), .success(let result)) = sides else { return note([sides.0, sides.1], line) }
        #expect(agree(found, result), "\(place): \(line): \(found)")
    }

    private func note(_ sides: [Result<[S], FormulaFault>], _ line: String) {
        for case .failure(let fault) in sides {
            let isTooLong = [.numberTooLarge, .numberTooLong, .tooLong].contains(fault.fact)
            if !isTooLong { Issue.record("\(place): \(line): \(fault.fact)") }
        }
    }

    private func evaluated(_ text: String, _ table: SymbolTable) -> Result<[S], FormulaFault> {
        do throws(FormulaFault) {
            let expression = try Parser.expression(SourceText(text), .written(table))
            var evaluator = Evaluator(environment, fuel: 10_000_000)
            return .success(try evaluator.grid(expression).elements)
        } catch {
            return .failure(error)
        }
    }

    /// Fractions exactly, doubles to 1e-12.
    private func agree(_ a: [S], _ b: [S]) -> Bool {
        guard a.count == b.count else { return false }
        return zip(a, b).allSatisfy { x, y in
            if x == y { return true }
            let (x, y) = (x.approximation, y.approximation)
            return S.self == Double.self && (abs(x - y) <= 1e-12 * max(1, abs(x), abs(y)) || x.isNaN && y.isNaN)
        }
    }
}
