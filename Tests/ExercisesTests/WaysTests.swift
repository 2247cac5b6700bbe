import Exercises
import Testing

/// What is said of ways and factors, whole: as they are read, marked, and told about.
@Suite struct WaysTests {
    /// What a sheet about the cell of a seed and level is told of one answer: verdict, what was read, the message.
    private func told(_ seed: Int, _ level: Int, _ name: String, _ text: String) throws -> [String] {
        let answer = try #require(try marks("paths", seed: seed, level: level, "\(name) = \(text)\n")[name])
        return [answer.verdict.rawValue, answer.echo, answer.message]
    }

    private static let nodes = "is not an answer here; c0, c1, c_tilde, f, h0, h1, i or o would fit."

    /// From h_0 to h_1 of an LSTM.
    @Test(arguments: [
        ("h0->o->h1, ,h0->f->c1->h1", "wrong", "h0->o->h1, h0->f->c1->h1", "2 ways are still missing."),
        ("h0->o->h1; none", "wrong", "h0->o->h1", "3 ways are still missing."),
        ("h1->o", "wrong", "h1->o", "These do not belong: h1->o; 4 ways are still missing."),
        ("h0->q->h1", "unreadable", "h0->q->h1", "line 4, column 12: q \(nodes)"),
        ("h0->o->", "unreadable", "h0->o->", "line 4, column 12: h0->o-> \(nodes)"),
        ("h0->o->->h1", "unreadable", "h0->o->->h1", "line 4, column 12: h0->o->->h1 \(nodes)"),
        ("h0", "unreadable", "h0", "line 4, column 12: h0 is not an answer here; h0->h1 or none would fit."),
    ])
    func aListIsTold(text: String, verdict: String, read: String, message: String) throws {
        #expect(try told(3, 3, "ways_h_h", text) == [verdict, read, message])
    }

    /// Through diagonal peepholes: whole ways stay as they are written, though their arrows would make more.
    @Test(arguments: [
        ("c0->f->c1->h1, c0->i->c1->o->h1", "c0->f->c1->h1, c0->i->c1->o->h1"),
        ("c0->i->c1->o->h1, c0->c1->h1, c0->c1->h1", "c0->c1->h1, c0->i->c1->o->h1"),
    ])
    func wholeWaysAreNotJoined(text: String, read: String) throws {
        #expect(try told(3, 4, "ways_c_h", text)[1] == read)
    }

    private static let transpose =
        "The transpose is forgotten in the carry: look at the matrix through which the gradient comes back from t+1."

    /// Of the way from h_0 by o to h_1 of an LSTM.
    @Test(arguments: [
        ("U_o", "line 4, column 16: The answer is H×H, and H×1 would fit."),
        ("x_1", "line 4, column 16: The answer is I×1, and H×1 would fit."),
        ("b_o' U_o dh_1", "line 4, column 16: The answer is 1×1, and H×1 would fit."),
        ("U_o (dh_1 .* tanh(c_1) .* o_1 .* (1 - o_1))", transpose),
        ("(U_o (dh_1 .* tanh(c_1) .* o_1 .* (1 - o_1)))'", transpose),
        ("U_o' (dh_1 .* tanh(c_1) .* o_1)", "Not right yet."),
    ])
    func aWrongFactorIsTold(text: String, message: String) throws {
        let told = try told(3, 3, "factor_h_h_1", text)
        #expect([told[0], told[2]] == ["wrong", message])
    }

    /// A gate may be written out; in a cell of one unit the order of its letters does not matter.
    @Test(arguments: [
        (3, "sigmoid(W_f x_1 + U_f h_0 + b_f) .* dc_1"), (2, "sigmoid(x_1 W_f + h_0 U_f + b_f)"),
    ])
    func aGateIsWhatItIsComputedFrom(level: Int, text: String) throws {
        #expect(try told(3, level, "factor_c_c_1", text)[0] == "right")
    }
}
