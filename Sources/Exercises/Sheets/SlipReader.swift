import Formula
import Wording

/// Reads the name of a slip: its id, or the words that it has in the list of an exercise.
enum SlipReader {
    /// The id of the slip that is meant.
    ///
    /// - Throws: `FormulaProblem` where the text is no slip of the list, or where its words belong to several.
    static func read(_ source: SourceText, among slips: [Slip]) throws(FormulaProblem) -> String {
        let reasons = slips.map(\.words.reason)
        var words: [String: String] = [:]
        for slip in slips {
            words[slip.id] = slip.id
            words["\(slip.id) \(slip.words.reason)"] = slip.id
            words["\(slip.id): \(slip.words.reason)"] = slip.id
            words[slip.words.formula] = slip.id
            if reasons.count(where: { $0 == slip.words.reason }) == 1 { words[slip.words.reason] = slip.id }
        }
        // The ids first: they are what an error names.
        let allowed = slips.map(\.id) + words.keys.filter { words[$0] != $0 }.sorted()
        let word: String
        do { word = try AnswerLanguage.readWord(source, allowed: allowed) } catch {
            let short = try AnswerLanguage.readWord(source, allowed: slips.map(\.id))
            return short
        }
        return words[word] ?? word
    }
}
