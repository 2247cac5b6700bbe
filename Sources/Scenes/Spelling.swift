/// The known words nearest to a mistyped one.
public enum Spelling {
    /// The known word with the fewest edits (insert, delete, replace, swap neighbours), if that is at most a third of
    /// its length; the first of equals.
    public static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        let typed = Array(word.lowercased().prefix(64))
        var best: (word: String, distance: Int)?
        for candidate in known {
            let letters = Array(candidate.lowercased().prefix(64))
            let distance = edits(from: typed, to: letters)
            guard distance <= max(1, max(typed.count, letters.count) / 3), distance < letters.count else { continue }
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.word
    }

    /// Optimal string alignment distance.
    private static func edits(from a: [Character], to b: [Character]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            row.reserveCapacity(b.count + 1)
            for j in 1...b.count {
                var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, beforeLast[j - 2] + 1) }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
