import ExactMath
import Testing

@Suite struct ExactSpectrumTests {
    func spectrum(_ elements: [Rational]) throws -> ExactSpectrum {
        try #require(ExactSpectrum(Matrix(rows: 2, columns: 2, elements: elements)))
    }

    @Test func powersOfANonNormalMatrixGrowBeforeTheyVanish() throws {
        let w = try spectrum([Rational(9, 10), 4, 0, Rational(9, 10)])
        #expect(w.spectralRadius.description == "9/10")
        #expect(w.isDefective)
        #expect(w.fate == .vanishes)
        #expect(w.stepsUntilNorm(staysBelow: 1) == 52)
        #expect(w.stepsUntilNorm(staysBelow: Rational(1, 1_000)) == 126)
        let norms = w.norms(count: 60)
        #expect(norms.max() == norms[8])
        #expect(abs(norms[8] - 15.506499026334863) < 1e-12)
        #expect(norms.firstIndex { $0 < 1 } == 51)
    }

    @Test func radiiAreExact() throws {
        #expect(try spectrum([1, 1, 1, 0]).spectralRadius.description == "(1 + √5)/2")
        #expect(try spectrum([0, 2, 1, 0]).spectralRadius.description == "√2")
        #expect(try spectrum([0, -2, 1, 0]).spectralRadius.description == "√2")
        #expect(try spectrum([1, -1, 1, 1]).spectralRadius.latex == #"\sqrt{2}"#)
        #expect(
            try spectrum([Rational(3, 5), Rational(-4, 5), Rational(4, 5), Rational(3, 5)]).spectralRadius.description
                == "1")
        #expect(try spectrum([-2, 7, 0, 1]).spectralRadius.description == "2")
        #expect(try spectrum([Rational(1, 2), 1, Rational(1, 3), 0]).spectralRadius.description == "(3 + √57)/12")
        let golden = try spectrum([1, 1, 1, 0]).spectralRadius.approximation
        #expect(abs(golden - 1.618033988749895) < 1e-15)
        #expect(ExactSpectrum(.identity(3)) == nil)
    }

    @Test func fatesAtTheEdge() throws {
        #expect(try spectrum([1, 1, 0, 1]).fate == .explodes)
        #expect(try spectrum([-1, 0, 3, -1]).fate == .explodes)
        #expect(try spectrum([1, 0, 0, 1]).fate == .neither)
        #expect(try spectrum([1, 5, 0, -1]).fate == .neither)
        #expect(try spectrum([0, -1, 1, 0]).fate == .neither)
        #expect(try spectrum([1, 0, 0, Rational(1, 2)]).fate == .neither)
        #expect(try spectrum([0, 1, 0, 0]).fate == .vanishes)
        let hair = Rational(1, 10).raised(to: 30)
        #expect(try spectrum([1 - hair, 1, 0, 1 - hair]).fate == .vanishes)
        #expect(try spectrum([1 + hair, 1, 0, 0]).fate == .explodes)
        #expect(
            try spectrum([1 - hair, 1, 0, 1 - hair]).stepsUntilNorm(staysBelow: Rational(1, 1_000), limit: 100) == nil)
    }

    @Test func stepsAgreeWithTheNormsWhereTheseAreClear() throws {
        var generator = SeededGenerator(seed: 8)
        var vanishing = 0
        for _ in 0..<200 {
            let u = try spectrum((0..<4).map { _ in Rational(generator.integer(in: -9...9)) * Rational(1, 10) })
            let steps = u.stepsUntilNorm(staysBelow: Rational(1, 1_000))
            #expect((steps == nil) == (u.fate != .vanishes))
            guard let steps else { continue }
            vanishing += 1
            let norms = u.norms(count: steps + 40)
            #expect(norms[(steps - 1)...].allSatisfy { $0 < 1e-3 * (1 + 1e-12) })
            #expect(steps == 1 || norms[steps - 2] >= 1e-3 * (1 - 1e-12))
        }
        #expect(vanishing > 50)
        #expect(try spectrum([0, 0, 0, 0]).stepsUntilNorm(staysBelow: Rational(1, 1_000)) == 1)
        #expect(try spectrum([0, 7, 0, 0]).stepsUntilNorm(staysBelow: Rational(1, 1_000)) == 2)
        // ‖U‖ is the bound itself, which is not below it.
        #expect(try spectrum([Rational(1, 1_000), 0, 0, 0]).stepsUntilNorm(staysBelow: Rational(1, 1_000)) == 2)
    }

    @Test func surdsCompareExactly() {
        let root = QuadraticSurd(1, plusRootOf: 2)
        #expect(root.compare(to: Rational(24_142_135_623, 10_000_000_000)) == 1)
        #expect(root.compare(to: Rational(24_142_135_624, 10_000_000_000)) == -1)
        #expect(root.compare(to: 0) == 1)
        #expect(QuadraticSurd(1, plusRootOf: Rational(9, 4)) == QuadraticSurd(Rational(5, 2), plusRootOf: 0))
        #expect(QuadraticSurd(1, plusRootOf: Rational(9, 4)).compare(to: Rational(5, 2)) == 0)
        #expect(QuadraticSurd(-1, plusRootOf: 12).description == "-1 + 2√3")
    }
}
