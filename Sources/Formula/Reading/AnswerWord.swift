import Wording

extension AnswerLanguage {
    /// Reads an answer of one word or a few, letter case, spaces, hyphens and underscores aside: "Many to one" is many-to-one.
    public static func readWord(_ source: SourceText, allowed: [String]) throws(FormulaProblem) -> String {
        let whole = 0..<source.characters.count
        if source.isTooLong { throw FormulaProblem(FormulaFault(.tooLong, at: 0..<1), in: source) }
        let written = folded(String(source.characters))
        if written.isEmpty { throw FormulaProblem(FormulaFault(.empty, at: whole), in: source) }
        if let word = allowed.first(where: { folded($0) == written }) { return word }
        let shown = source.text(whole)
        if let near = Spelling.nearest(to: written, among: allowed) {
            throw FormulaProblem(FormulaFault(.unknownName(shown, suggestion: near), at: whole), in: source)
        }
        throw FormulaProblem(FormulaFault(.unknownWord(shown, allowed: allowed), at: whole), in: source)
    }

    private static func folded(_ text: String) -> String {
        String(
            text.lowercased().filter {
                !$0.isWhitespace && $0 != "-" && $0 != "_" && $0 != "‐" && $0 != "–" && $0 != "."
            })
    }
}
