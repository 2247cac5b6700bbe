import ExactMath
import Foundation
import Recurrence
import Scenes
import Testing

/// The 72 scenes and their traces, computed with PyTorch's autograd in double precision.
@Suite struct FixtureTests {
    @Test func thereAreSeventyTwo() { #expect(Fixtures.names.count == 72) }

    @Test(arguments: Fixtures.names) func lossAndParametersAgree(_ name: String) throws {
        let scene = try Fixtures.scene(name)
        let data = try Data(contentsOf: Fixtures.folder.appendingPathComponent(name + ".trace.json"))
        let expected = try JSONDecoder().decode(ExpectedTrace.self, from: data)
        let trace: Trace<Double> = scene.trace()
        #expect(isClose(trace.loss, expected.loss))
        let trainable = trace.network.parameters.filter(\.isTrainable)
        #expect(trainable.map(\.path).sorted() == expected.parameters.keys.sorted())
        for parameter in trainable {
            let wanted = try #require(expected.parameters[parameter.path])
            #expect(Array(trace.value(parameter)) == wanted.value.numbers, "\(parameter.path)")
            let pairs = zip(trace.gradient(parameter), wanted.gradient.numbers)
            #expect(pairs.allSatisfy { isClose($0, $1) }, "gradient of \(parameter.path)")
        }
    }

    private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * max(1, abs(b)) }
}

/// What the test reads of a trace file.
private struct ExpectedTrace: Decodable {
    var loss: Double
    var parameters: [String: Entry]

    struct Entry: Decodable {
        var value: Numbers
        var gradient: Numbers
    }

    /// A vector, or a matrix row by row.
    struct Numbers: Decodable {
        var numbers: [Double]

        init(from decoder: any Swift.Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let rows = try? container.decode([[Double]].self) {
                numbers = rows.flatMap { $0 }
            } else {
                numbers = try container.decode([Double].self)
            }
        }
    }
}
