/// The known name that an unknown one was probably meant to be.
enum NearestName {
    /// The closest of the names by edit distance, letter case and underscores aside; nil where none is near.
    static func of(_ word: String, among names: [String]) -> String? {
        guard word.utf8.count <= 40 else { return nil }
        let plain = folded(word)
        let allowed = plain.count <= 2 ? 1 : max(1, plain.count / 3)
        var best: (distance: Int, name: String)?
        for name in names.sorted() {
            let distance = distance(plain, folded(name))
            // A name all of whose letters would change is no suggestion.
            guard distance <= allowed, distance < max(plain.count, 1) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (distance, name) }
        }
        return best?.name
    }

    private static func folded(_ name: String) -> [UInt8] {
        Array(name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") })
    }

    /// Levenshtein's distance, with two neighbours swapped counted as one change.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before = Array(repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var row = [i + 1]
            for (j, y) in b.enumerated() {
                var best = min(last[j] + (x == y ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { best = min(best, before[j - 1] + 1) }
                row.append(best)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
