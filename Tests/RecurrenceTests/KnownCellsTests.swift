import ExactMath
import Recurrence
import Scenes
import Testing

/// One step of scalar cells with all weights 1, biases 0, x = 1, h = ½, c = ¼.
@Suite struct KnownCellsTests {
    private func step(_ cell: String, _ names: [String], c: Bool = false) throws -> Trace<Double> {
        let values = names.map {
            "    stack.0.\($0): \($0.hasPrefix("b") || $0.hasPrefix("V") ? ($0.hasPrefix("V") ? "[1]" : "[0]") : "[[1]]")\n"
        }
        let start = "    stack.0.h0: [1/2]\n" + (c ? "    stack.0.c0: [1/4]\n" : "")
        let text = """
            unfold: 1
            model:
              shape: one-to-one
              stack: [{\(cell), hidden: 1, initial_state: given}]
            sequence: {inputs: [[1]]}
            parameters:
              values:

            """ + values.joined() + start
        return try Scene(text: text, file: cell).trace(as: Double.self)
    }

    private func value(_ trace: Trace<Double>, _ name: String) throws -> Double {
        trace.value(try #require(trace.network.node("stack.0", name)), at: 1)[
            trace.network.row(try #require(trace.network.node("stack.0", name)), at: 1).lowerBound]
    }

    private static let gates = ["f", "i", "c", "o"].flatMap { ["W_\($0)", "U_\($0)", "b_\($0)"] }

    @Test func lstm() throws {
        let trace = try step("cell: lstm", Self.gates, c: true)
        #expect(abs(try value(trace, "c") - 0.9444197284) < 1e-10)
        #expect(abs(try value(trace, "h") - 0.6027537568) < 1e-10)
    }

    @Test func lstmWithPeepholes() throws {
        let trace = try step("cell: lstm, peephole: diagonal", Self.gates + ["V_f", "V_i", "V_o"], c: true)
        #expect(abs(try value(trace, "h") - 0.6967421150) < 1e-10)
    }

    @Test func gru() throws {
        let trace = try step("cell: gru", ["z", "r", "h"].flatMap { ["W_\($0)", "U_\($0)", "b_\($0)"] })
        #expect(abs(try value(trace, "h") - 0.8165945319) < 1e-10)
    }

    /// z = σ(1), h~ = 1: h = (1 − z)/2 + z
    @Test func mingru() throws {
        let trace = try step("cell: mingru", ["W_z", "b_z", "W_h", "b_h"])
        #expect(abs(try value(trace, "h") - 0.8655292893) < 1e-10)
    }

    @Test func ugrnn() throws {
        let trace = try step("cell: ugrnn", ["R", "G"].flatMap { ["W_\($0)", "U_\($0)", "b_\($0)"] })
        #expect(abs(try value(trace, "h") - 0.5739093824) < 1e-10)
    }
}
