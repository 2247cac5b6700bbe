import ExactMath
import Exercises
import Formula
import Foundation
import Testing

/// Strings that no student would type, and mangled ones that one might.
private struct HostileText {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private static let seeds = [
        "Wya' (yhat[t] - y[t]) + Waa' delta[t+1]",
        "\\sum_{k=t}^{T} \\left(W_{aa}^\\top\\right)^{k-t} W_{ya}^\\top e^{k}",
        "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k])", "tanh(W_aa a[t-1] + W_ax yhat[t-1] + b_a)", "[[-1, 1/2], [√2, 2^-3]]",
        "[1 1/2; 0 1]", "x1->h1, h0->h1, h1->y1", "norm(grad(stack.0.h[2])) < 1/1000", "1/(1+exp(-0.3))",
        "Σ_{t≤k≤T} (W_aaᵀ)ᵏ⁻ᵗ W_yaᵀ eᵏ", "\\frac{\\partial L}{\\partial a^t} = δ^t",
        "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
        "a_1 = [1,\n 2]\nb_2 = 3\n# comment\ndW_aa = [1 2; 3 4]",
    ]

    private static let pieces = [
        "(", ")", "[", "]", "{", "}", "^", "_", "'", ".T", "ᵀ", "+", "-", "*", "/", "⊙", ".*", ".^", "..", ",", ";",
        "=", "<", ">", "<=", ":",
        "\n", "\r\n", " ", "\t", "1", "2", "0", "10", "1e9", "1e-400", "0.5", "999999999999999999999", "½", "²", "⁻¹",
        "ₜ", "√", "Σ", "\\sum",
        "sum(k=1..T, ", "sum(k=1..1000, ", "Σ_{k=1}^{1000} ", "sum_", "\\frac", "\\left", "\\", "\\hat{y}", "W_aa",
        "W_ya'", "e[t]", "a[t-1]",
        "delta[t+1]", "T", "t", "k", "tanh", "exp(", "log(", "sqrt(", "softmax([", "any", "stack.0.f", "grad(", "norm(",
        "losses[", "->", "x1",
        "\u{0}", "\u{1B}[31m", "\u{202E}", "\u{301}", "e\u{301}\u{302}", "\u{FEFF}", "\u{FFFD}", "👩‍👩‍👧", "ﷺ", "漢",
        "\u{E000}", "#", "\"", "|", "&", "^10",
        "(1/3)^", "^^", "''''''''", "[[[[", "((((((", "{{{{", "-----", "1/", "T/(T-2)", "(t-1)", "W_aa^400 ",
        "^(T T T)",
    ]

    mutating func next() -> String {
        switch generator.integer(below: 6) {
        case 0: return soup(Int(generator.integer(below: 30)))
        case 1: return soup(Int(generator.integer(below: 400)))
        case 2: return mutated(generator.element(of: Self.seeds), changes: 1 + Int(generator.integer(below: 4)))
        case 3: return mutated(generator.element(of: Self.seeds), changes: 1 + Int(generator.integer(below: 20)))
        case 4:
            let piece = generator.element(of: Self.pieces)
            return String(repeating: piece, count: Int(generator.integer(below: 300)))
                + generator.element(of: Self.seeds)
        default: return scalars(Int(generator.integer(below: 60)))
        }
    }

    private mutating func soup(_ count: Int) -> String {
        (0..<count).map { _ in generator.element(of: Self.pieces) }.joined()
    }

    private mutating func mutated(_ text: String, changes: Int) -> String {
        var characters = Array(text)
        for _ in 0..<changes {
            let place = Int(generator.integer(below: UInt64(characters.count + 1)))
            switch generator.integer(below: 4) {
            case 0: characters.insert(contentsOf: Array(generator.element(of: Self.pieces)), at: place)
            case 1: if place < characters.count { characters.remove(at: place) }
            case 2:
                if place < characters.count {
                    characters[place] = Array(generator.element(of: Self.pieces)).first ?? "x"
                }
            default:
                let end = min(characters.count, place + Int(generator.integer(below: 12)))
                characters.insert(contentsOf: Array(characters[place..<end]), at: min(place, characters.count))
            }
        }
        return String(characters)
    }

    private mutating func scalars(_ count: Int) -> String {
        var text = ""
        for _ in 0..<count {
            let limit: UInt64 = generator.element(of: [0x80, 0x500, 0x3000, 0x11_0000])
            if let scalar = Unicode.Scalar(UInt32(generator.integer(below: limit))) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

/// Everything that reads a text, on one text: the longest time that one reader took, in seconds of this thread.
private func readAll(_ text: String, _ number: Int) throws -> (seconds: Double, reader: String) {
    var longest = (seconds: 0.0, reader: "")
    func timed(_ reader: String, _ body: () throws -> Void) {
        var start = timespec()
        var end = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
        try? body()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
        let seconds = Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) * 1e-9
        if seconds > longest.seconds { longest = (seconds, reader) }
    }
    let source = SourceText(text)
    timed("value") { _ = try AnswerLanguage.readValue(source, words: number % 2 == 0 ? ["any"] : []) }
    let question = FormulaQuestion.allCases[number % FormulaQuestion.allCases.count]
    let judge = try FormulaJudge.of(question)
    timed("\(question)") {
        if case .unreadable(let problem) = judge.judge(source).verdict { _ = problem.withExcerpt }
    }
    timed("trace") { _ = try TraceExpression(source).value(in: ConstantEnvironment()) }
    timed("edges") { _ = try AnswerLanguage.readEdges(source).withOutputsFedBack }
    timed("word") { _ = try AnswerLanguage.readWord(source, allowed: ["vanishes", "explodes", "neither"]) }
    timed("sheet") { _ = AnswerSheet(text: text) }
    return longest
}

#if DEBUG
    private let usual = 600
#else
    private let usual = 6_000
#endif

/// ANSWER_FUZZ=100000 makes it the long run, on a machine that does nothing else: there each text has 100 ms. Among other
/// tests the bound only catches work that has no bound.
private let asked = ProcessInfo.processInfo.environment["ANSWER_FUZZ"].flatMap(Int.init)
private let allowed = asked == nil ? 2 : 0.1

@Suite("Hostile texts", .serialized)
struct FuzzTests {
    @Test("Random and mutated texts: no trap, each soon")
    func random() throws {
        let count = asked ?? usual
        var text = HostileText(seed: 7)
        var longest = (seconds: 0.0, reader: "", text: "")
        for number in 0..<count {
            let string = text.next()
            let (seconds, reader) = try readAll(string, number)
            if seconds > longest.seconds { longest = (seconds, reader, string) }
            if seconds > allowed { Issue.record("\(reader) took \(seconds) s: \(string.debugDescription.prefix(600))") }
        }
        if count > usual { print("the longest of \(count): \(longest)".prefix(600)) }
    }

    @Test(
        "Texts made to hurt",
        arguments: [
            String(repeating: "(", count: 10_000), String(repeating: "[", count: 10_000),
            String(repeating: "{", count: 9_999),
            String(repeating: "(", count: 256) + "1" + String(repeating: ")", count: 256),
            String(repeating: "-", count: 9_999) + "1",
            "W_aa" + String(repeating: "'", count: 9_990), String(repeating: "√", count: 9_999) + "2",
            "2" + String(repeating: "^2", count: 4_999),
            "2^10^10^10", "1e999999999", String(repeating: "9", count: 10_000),
            String(repeating: "1/3+", count: 2_499) + "1",
            (2...1_200).map { "1/\($0)" }.joined(separator: "+"),
            String(repeating: "99999999999/77777777777*", count: 400) + "1",
            String(repeating: "(2^400)*", count: 1_200) + "1", "e[t]" + String(repeating: "+e[t]", count: 1_999),
            String(repeating: "sum(k=1..1000, ", count: 60) + "1" + String(repeating: ")", count: 60),
            String(repeating: "Σ_{k=1}^T ", count: 200) + "e[t]",
            "sum(k=1..1000, sum(j=1..1000, W_aa^400 W_aa^400 delta[t+1]))",
            "sum(k=-1000000000000..9999999999999, e[t])", "a[9223372036854775807+1]", "a[-9223372036854775808-1]",
            "W_aa^(400) W_ya' e[t]",
            "W_aa^(9999999999999999999999)", "(T-T)^(-1) e[t]", "1/(T-3) W_ya' e[t]",
            "[" + String(repeating: "1,", count: 4_990) + "1]",
            "[" + String(repeating: "1 2;", count: 2_490) + "1 2]",
            String(repeating: "a\u{301}\u{302}\u{303}", count: 2_500),
            "a" + String(repeating: "\u{301}", count: 39_000), String(repeating: "\u{202E}", count: 10_000),
            String(repeating: "⁻", count: 10_000),
            "x" + String(repeating: "->x1", count: 2_400), String(repeating: "\\frac", count: 1_990),
            String(repeating: "\\frac1", count: 1_600),
            String(repeating: "W_", count: 5_000), String(repeating: "a^", count: 5_000),
            String(repeating: "a<", count: 5_000),
            String(
                repeating: String(repeating: "\\bm{", count: 11) + "1" + String(repeating: "}", count: 11), count: 60),
            "softmax([" + String(repeating: "700,", count: 2_400) + "1])", "exp(exp(exp(exp(10))))", "0^0", "0^-1",
            "(0-8)^(1/3)",
            String(repeating: "1 .* ", count: 1_999) + "1", "stack" + String(repeating: ".0", count: 4_900),
            "loss" + String(repeating: "[1]", count: 3_000),
            String(repeating: "(1,", count: 255) + "1" + String(repeating: ")", count: 255),
            "1" + String(repeating: "\n", count: 9_000) + "x",
        ])
    func made(text: String) throws {
        for number in 0..<FormulaQuestion.allCases.count {
            let (seconds, reader) = try readAll(text, number)
            #expect(seconds < allowed, "\(reader): \(text.prefix(80))")
        }
    }
}
