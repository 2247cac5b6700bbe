import Testing
import Wording

@Suite struct SpellingTests {
    private let known = ["cell", "hidden", "lstm", "gru", "forget_bias"]

    @Test(arguments: [
        ("hiden", "hidden"), ("hidden_", "hidden"), ("lsmt", "lstm"), ("LSTM", "lstm"), ("ForgetBias", "forget_bias"),
    ])
    func misspellingsAreFound(_ typed: String, _ meant: String) {
        #expect(Spelling.nearest(to: typed, among: known) == meant)
    }

    @Test(arguments: [
        "", "zzz", "x", "hid", String(repeating: "l", count: 65), "lst" + String(repeating: "\u{301}", count: 999),
    ])
    func whatIsFarIsNotSuggested(_ typed: String) {
        #expect(Spelling.nearest(to: typed, among: known) == nil)
    }

    @Test func theFirstOfEqualsIsSuggested() {
        #expect(Spelling.nearest(to: "bz", among: ["W", "b_y", "b_a"]) == "b_y")
    }
}
