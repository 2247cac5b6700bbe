import ExactMath
import Foundation
import Recurrence
import Scenes
import Testing

/// Every number that `unfold trace --format json` prints for the 72 fixtures, against PyTorch's autograd.
@Suite struct TraceAgainstAutogradTests {
    @Test(arguments: Fixtures.names) func everyNumberAgrees(_ name: String) throws {
        let scene = try Fixtures.scene(name)
        let report = TraceReport(scene.trace(as: Double.self), clipping: scene.training?.clip)
        let printed = try JSONSerialization.jsonObject(with: Data(report.writeJSON(to: "").utf8))
        let found = Flattened(printed, withNodesByName: true)
        let expected = Flattened(try Fixtures.trace(name), withNodesByName: true)
        #expect(found.texts == expected.texts)
        #expect(Set(found.numbers.keys) == Set(expected.numbers.keys))
        for (path, number) in expected.numbers {
            let other = found.numbers[path] ?? .nan
            #expect(abs(other - number) <= 1e-12 * max(1, abs(number)), "\(path): \(other), expected \(number)")
        }
    }
}

/// A JSON value as paths with numbers and texts; the entries of `nodes` go by part, name and t.
private struct Flattened {
    var numbers: [String: Double] = [:]
    var texts: [String: String] = [:]

    init(_ json: Any, withNodesByName: Bool) {
        add(json, "")
    }

    private mutating func add(_ json: Any, _ path: String) {
        switch json {
        case let object as [String: Any]:
            for (key, value) in object { add(value, path + "." + key) }
        case let array as [Any]:
            for (index, value) in array.enumerated() { add(value, path + "[\(name(of: value) ?? "\(index)")]") }
        case let number as NSNumber: numbers[path] = number.doubleValue
        case let text as String: texts[path] = text
        default: texts[path] = "null"
        }
    }

    private func name(of value: Any) -> String? {
        guard let node = value as? [String: Any], let part = node["part"], let name = node["name"], let t = node["t"]
        else { return nil }
        return "\(part).\(name) t=\(t)"
    }
}
