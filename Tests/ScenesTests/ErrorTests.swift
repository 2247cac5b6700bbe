import Foundation
import Scenes
import Testing

/// Every sentence that a wrong scene can get, each once.
@Suite struct ErrorTests {
    @Test(arguments: textCases) func text(_ example: Case) { example.check() }

    @Test(arguments: valuesCases) func values(_ example: Case) { example.check() }

    @Test(arguments: modelCases) func model(_ example: Case) { example.check() }

    @Test(arguments: sequenceCases) func sequence(_ example: Case) { example.check() }

    @Test(arguments: parametersCases) func parameters(_ example: Case) { example.check() }
}

/// A wrong scene and what is said about it.
struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String

    init(_ text: String, _ message: String) {
        self.text = text
        self.message = message
    }

    /// A right scene with replacements that make it wrong.
    init(_ scene: RightScene, _ edits: [(String, String)], _ message: String) {
        text = edits.reduce(scene.rawValue) { text, edit in
            precondition(text.contains(edit.0), "the scene has no \(edit.0)")
            return text.replacingOccurrences(of: edit.0, with: edit.1)
        }
        self.message = message
    }

    var testDescription: String { message }

    func check() {
        do {
            _ = try Scene(text: text, file: "x.yaml")
            Issue.record("this was read: \(text)")
        } catch {
            #expect(error.description == "x.yaml:" + message)
        }
    }
}

/// Scenes without a mistake.
enum RightScene: String, CaseIterable {
    case many = """
        unfold: 1
        model:
          stack:
          - {cell: rnn, hidden: 2}
          readout: {size: 1}
        sequence:
          inputs: [[1], [2]]
          targets: [[0], [1]]
        loss: mse
        parameters:
          initialize: {scheme: zero}

        """
    case language = """
        unfold: 1
        model:
          stack:
          - {cell: rnn, hidden: 2}
          embedding: {vocabulary: [a, b, c], size: 2, tied: true}
        sequence:
          tokens: [a, b]
          targets: [b, c]
        loss: nll
        parameters:
          initialize: {scheme: zero}

        """
    case seq2seq = """
        unfold: 1
        model:
          shape: seq2seq
          stack:
          - {cell: rnn, hidden: 2}
          decoder: {cell: gru, hidden: 2}
          readout: {size: 1}
        sequence:
          inputs: [[1], [2]]
          targets: [[0], [1]]
        loss: mse
        parameters:
          initialize: {scheme: zero}

        """
    case oneToMany = """
        unfold: 1
        model:
          shape: one-to-many
          stack:
          - {cell: rnn, hidden: 2}
          readout: {size: 1}
        sequence:
          inputs: [[1]]
          targets: [[0], [1]]
        loss: mse
        parameters:
          initialize: {scheme: zero}

        """
    case values = """
        unfold: 1
        model:
          stack:
          - {cell: rnn, hidden: 2}
        sequence:
          inputs: [[1], [2]]
        parameters:
          values:
            stack.0.W: [[1], [2]]
            stack.0.U: [[1, 0], [0, 1]]
            stack.0.b: [0, 0]

        """
    case task = """
        unfold: 1
        model:
          stack:
          - {cell: rnn, hidden: 2}
          readout: {size: 1}
        sequence:
          task: first-bit
          length: 5
        loss: mse
        parameters:
          initialize: {scheme: zero}

        """

    @Test(arguments: RightScene.allCases) static func isRead(_ scene: RightScene) throws {
        #expect(throws: Never.self) { try Scene(text: scene.rawValue, file: "x.yaml") }
    }
}
