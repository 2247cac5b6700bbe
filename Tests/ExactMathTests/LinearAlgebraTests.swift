import ExactMath
import Foundation
import Testing

@Suite struct LinearAlgebraTests {
    /// |a − b| ≤ tolerance · max(1, |b|)
    func close(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
        abs(a - b) <= tolerance * max(1, abs(b))
    }

    /// The matrix whose entry is ((37 i² + 11 j + 5 i j) mod 17 − 8) / 4.
    func sample(_ rows: Int, _ columns: Int) -> Matrix<Double> {
        Matrix(rows: rows, columns: columns) { i, j in Double((37 * i * i + 11 * j + 5 * i * j) % 17 - 8) / 4 }
    }

    func random(_ rows: Int, _ columns: Int, _ generator: inout SeededGenerator) -> Matrix<Double> {
        Matrix(rows: rows, columns: columns) { _, _ in generator.uniform(-1, 1) }
    }

    /// A product of random plane rotations.
    func rotation(_ n: Int, _ generator: inout SeededGenerator) -> Matrix<Double> {
        var q = Matrix<Double>.identity(n)
        for i in 0..<n {
            for j in 0..<i {
                let angle = generator.uniform(0, 6.28)
                var plane = Matrix<Double>.identity(n)
                (plane[i, i], plane[j, j]) = (cos(angle), cos(angle))
                (plane[i, j], plane[j, i]) = (sin(angle), -sin(angle))
                q = q * plane
            }
        }
        return q
    }

    // Expected values were computed in 60 digits with mpmath.
    @Test func singularValuesAndEigenvaluesOfKnownMatrices() throws {
        let five = [4.331183533525013, 3.748001657975922, 2.882601965263566, 1.2535703732101167, 0]
        #expect(zip(singularValues(sample(5, 5)), five).allSatisfy { close($0, $1) })
        let four = [4.487392094705747, 3.648518010136766, 3.192627660565397, 1.24348588213648]
        #expect(zip(singularValues(sample(4, 6)), four).allSatisfy { close($0, $1) })
        #expect(zip(singularValues(sample(4, 6).transposed), four).allSatisfy { close($0, $1) })
        let eigenvalues = try #require(LinearAlgebra.eigenvalues(sample(5, 5)))
        let expected = [
            Eigenvalue(-3.3172994619726985, 1.7400972267820738), Eigenvalue(-3.3172994619726985, -1.7400972267820738),
            Eigenvalue(-0.4327005380273016, 1.4920680672673103), Eigenvalue(-0.4327005380273016, -1.4920680672673103),
            Eigenvalue(0),
        ]
        for (found, known) in zip(eigenvalues, expected) {
            #expect(close(found.real, known.real) && close(found.imaginary, known.imaginary), "\(found) \(known)")
        }
        #expect(close(LinearAlgebra.spectralRadius(sample(5, 5)), 3.7459863960055992))
    }

    @Test func singularValuesSurviveRotations() {
        var generator = SeededGenerator(seed: 2)
        for n in [1, 2, 3, 5, 8, 13] {
            let values = (0..<n).map { pow(0.3, Double($0)) * 7 }
            let diagonal = Matrix<Double>(rows: n, columns: n) { $0 == $1 ? values[$0] : 0 }
            let m = rotation(n, &generator) * diagonal * rotation(n, &generator)
            #expect(zip(singularValues(m), values).allSatisfy { abs($0 - $1) < 1e-13 * 7 })
            #expect(close(LinearAlgebra.largestSingularValue(m), 7, 1e-13))
        }
    }

    @Test func bothWaysToTheLargestSingularValueAgree() {
        var generator = SeededGenerator(seed: 3)
        for (rows, columns) in [(1, 1), (1, 7), (9, 2), (6, 6), (20, 31), (64, 64)] {
            let m = random(rows, columns, &generator)
            let all = singularValues(m)
            #expect(all.count == min(rows, columns))
            #expect(close(LinearAlgebra.largestSingularValue(m), all.first ?? 0, 1e-13))
            // The Frobenius norm, in two ways.
            let frobenius = all.reduce(0) { $0 + $1 * $1 }.squareRoot()
            #expect(close(m.elements.reduce(0) { $0 + $1 * $1 }.squareRoot(), frobenius, 1e-13))
        }
    }

    @Test func eigenvaluesSurviveRotations() throws {
        var generator = SeededGenerator(seed: 4)
        for n in [1, 2, 3, 4, 7, 12, 40] {
            // Upper triangular, with 2×2 blocks a ± bi on the diagonal of every second matrix.
            var form = Matrix<Double>(rows: n, columns: n) { $0 <= $1 ? generator.uniform(-1, 1) : 0 }
            for i in 0..<n { form[i, i] = Double(i + 1) / 4 }
            var known = (0..<n).map { Double($0 + 1) / 4 }
            if n > 3 {
                (form[1, 1], form[1, 2], form[2, 1]) = (form[2, 2], 2, -2)
                known.replaceSubrange(1...2, with: [hypot(0.75, 2), hypot(0.75, 2)])
            }
            let q = rotation(n, &generator)
            let found = try #require(LinearAlgebra.eigenvalues(q * form * q.transposed))
            #expect(found.count == n)
            if n <= 12 {
                #expect(
                    zip(found.map(\.modulus), known.sorted(by: >)).allSatisfy { close($0, $1, 1e-9) }, "\(n) \(found)")
            }
            let trace = found.reduce(0) { $0 + $1.real }
            #expect(close(trace, (0..<n).reduce(0) { $0 + form[$1, $1] }, 1e-11))
        }
    }

    @Test func companionMatricesHaveTheRootsOfTheirPolynomials() throws {
        // x⁴ − 1: a cycle without shifts, broken by the iteration's exceptional ones.
        let cycle = Matrix<Double>(rows: 4, columns: 4) { ($0 + 3) % 4 == $1 ? 1 : 0 }
        let roots = try #require(LinearAlgebra.eigenvalues(cycle))
        #expect(roots.allSatisfy { close($0.modulus, 1) })
        for expected in [Eigenvalue(1), Eigenvalue(-1), Eigenvalue(0, 1), Eigenvalue(0, -1)] {
            #expect(roots.contains { close($0.real, expected.real) && close($0.imaginary, expected.imaginary) })
        }
        #expect(
            LinearAlgebra.eigenvalues(Matrix(rows: 3, columns: 3, elements: [0, 1, 0, 0, 0, 1, 0, 0, 0]))?.map(
                \.modulus) == [0, 0, 0])
    }

    @Test func extremeScalesNeitherOverflowNorVanish() {
        for scale in [1e-300, 1e-160, 1e160, 1e300] {
            let m = sample(4, 4).map { $0 * scale }
            let plain = sample(4, 4)
            #expect(close(LinearAlgebra.largestSingularValue(m) / scale, LinearAlgebra.largestSingularValue(plain)))
            #expect(close(LinearAlgebra.spectralRadius(m) / scale, LinearAlgebra.spectralRadius(plain)))
        }
        let uneven = Matrix<Double>(rows: 2, columns: 2, elements: [1, 1e200, 1e-200, 1])
        #expect(close(LinearAlgebra.spectralRadius(uneven), 2))
    }

    @Test func whatIsNotFiniteGivesNaN() {
        let m = Matrix<Double>(rows: 2, columns: 2, elements: [1, .infinity, 0, .nan])
        #expect(LinearAlgebra.largestSingularValue(m).isNaN)
        #expect(LinearAlgebra.spectralRadius(m).isNaN)
        #expect(LinearAlgebra.largestSingularValue(Matrix(rows: 0, columns: 0, elements: [])) == 0)
        #expect(LinearAlgebra.spectralRadius(.zero(rows: 3, columns: 3)) == 0)
    }
}
