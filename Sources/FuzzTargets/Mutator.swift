import ExactMath

/// Makes inputs out of seeds: the same ones from the same number on every machine.
public struct Mutator {
    private var generator: SeededGenerator
    private let seeds: [[UInt8]]
    /// Pieces of the seeds: words, numbers, signs.
    private let pieces: [[UInt8]]

    public init(_ seeds: [[UInt8]], seed: UInt64) {
        self.seeds = seeds.isEmpty ? [[]] : seeds
        generator = SeededGenerator(seed: seed)
        pieces = Self.hostile + Self.pieces(of: self.seeds)
    }

    /// What has broken readers of other programs: large and small numbers, endings, signs that nest, characters that are none.
    private static let hostile: [[UInt8]] =
        [
            "-1", "0", "1", "99999999999999999999", "1e999", "-1e-999", "0x7fffffff", "1/0", "nan", "inf", "null",
            "true", "~",
            "[", "]", "{", "}", "((((((((", "[[[[[[[[", "{{{{{{{{", "\"", "'", "\\", "\n", "\r\n", "\t", " ", ":", ",",
            "-", "#", "&a",
            "*a", "!!x", "---", "...", "|", ">", "%", "\u{0}", "\u{1B}[2J", "\u{202E}", "\u{FEFF}", "\u{301}", "👩‍👩‍👧", "ﷺ",
            "é",
        ].map { Array($0.utf8) } + [
            [0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x80, 0x00, 0x00, 0x00],
            [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ]

    private static func pieces(of seeds: [[UInt8]]) -> [[UInt8]] {
        var known: Set<[UInt8]> = []
        var pieces: [[UInt8]] = []
        for seed in seeds {
            for word in seed.prefix(4_096).split(whereSeparator: { !isWord($0) }).prefix(400) where word.count <= 24 {
                if known.insert(Array(word)).inserted { pieces.append(Array(word)) }
            }
        }
        return pieces
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
            || byte == 0x2E
    }

    private mutating func below(_ count: Int) -> Int { Int(generator.integer(below: UInt64(max(1, count)))) }

    /// The next input: a seed with one to a dozen changes.
    public mutating func next() -> [UInt8] {
        var bytes = seeds[below(seeds.count)]
        for _ in 0...below(below(3) == 0 ? 12 : 3) { change(&bytes) }
        return Array(bytes.prefix(1 << 16))
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = below(bytes.count + 1)
        let end = min(bytes.count, place + below(below(4) == 0 ? 400 : 12))
        switch below(9) {
        case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(below(8)) }
        case 1: if place < bytes.count { bytes[place] = UInt8(below(256)) }
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count + 1))
        case 4, 5: bytes.insert(contentsOf: pieces[below(pieces.count)], at: place)
        case 6: bytes.replaceSubrange(place..<end, with: pieces[below(pieces.count)])
        case 7:
            let other = seeds[below(seeds.count)]
            let start = below(other.count + 1)
            bytes.replaceSubrange(place..<end, with: other[start..<min(other.count, start + below(200))])
        default: bytes.removeSubrange(place...)
        }
    }
}
