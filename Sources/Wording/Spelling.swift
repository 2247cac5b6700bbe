/// The known word that an unknown one was probably meant to be.
public enum Spelling {
    /// The known word with the fewest edits (insert, delete, replace, swap neighbours), letter case and underscores aside, if that
    /// is at most a third of the longer word's letters; the first of equals.
    ///
    /// Words of more than 64 letters are not compared.
    public static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        guard let typed = letters(word) else { return nil }
        var best: (word: String, distance: Int)?
        for candidate in known {
            guard let letters = letters(candidate) else { continue }
            let distance = edits(from: typed, to: letters)
            // A word all of whose letters would change is no suggestion.
            guard distance <= max(1, max(typed.count, letters.count) / 3), distance < max(typed.count, 1),
                distance < letters.count
            else { continue }
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.word
    }

    private static func letters(_ word: String) -> [Character]? {
        // A character can hide any number of combining marks, so the bytes are counted first.
        guard word.utf8.count <= 256 else { return nil }
        let letters = word.lowercased().filter { $0 != "_" }
        return letters.count <= 64 ? Array(letters) : nil
    }

    /// Optimal string alignment distance.
    private static func edits(from a: [Character], to b: [Character]) -> Int {
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for (j, y) in b.enumerated() {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (x == y ? 0 : 1))
                if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
