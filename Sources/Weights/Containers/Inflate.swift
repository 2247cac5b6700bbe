/// Decompresses DEFLATE, the method 8 of zip archives.
///
/// Source: RFC 1951. A stream that ends early, refers before its beginning, has an over-full or empty code, or gives more
/// than the size that the archive states is refused.
struct Inflate {
    /// What is wrong with the stream.
    struct Fault: Error { var words: String }

    private let bytes: ArraySlice<UInt8>
    private var position: Int
    private var buffer: UInt32 = 0
    private var available = 0
    private var output: [UInt8] = []
    private let size: Int

    /// The bytes that a stream stands for; there must be exactly `size`.
    static func decompress(_ bytes: ArraySlice<UInt8>, size: Int) throws(Fault) -> [UInt8] {
        // A stream of n bytes gives at most 1032 n.
        guard size <= 1_040 * (bytes.count + 1) else {
            throw Fault(words: "it is too short for the size that it should have")
        }
        var stream = Inflate(bytes, size: size)
        try stream.run()
        return stream.output
    }

    private init(_ bytes: ArraySlice<UInt8>, size: Int) {
        self.bytes = bytes
        self.size = size
        position = bytes.startIndex
        output.reserveCapacity(size)
    }

    private mutating func run() throws(Fault) {
        var isLast = false
        while !isLast {
            isLast = try bits(1) == 1
            switch try bits(2) {
            case 0: try stored()
            case 1: try block(literals: Self.fixedLiterals, distances: Self.fixedDistances)
            case 2:
                let (literals, distances) = try codes()
                try block(literals: literals, distances: distances)
            default: throw Fault(words: "it has a block of a kind that does not exist")
            }
        }
        guard output.count == size else {
            throw Fault(words: "it gives \(output.count) bytes where the directory says \(size)")
        }
    }

    /// The next bits, the first one lowest.
    private mutating func bits(_ count: Int) throws(Fault) -> Int {
        while available < count {
            guard position < bytes.endIndex else { throw Fault(words: "it is cut short") }
            buffer |= UInt32(bytes[position]) << UInt32(available)
            position += 1
            available += 8
        }
        defer {
            buffer >>= UInt32(count)
            available -= count
        }
        return Int(buffer & ((1 << UInt32(count)) - 1))
    }

    private mutating func stored() throws(Fault) {
        buffer = 0
        available = 0
        let length = try bits(16)
        guard try bits(16) == ~length & 0xFFFF else { throw Fault(words: "the length of a stored block is damaged") }
        guard position + length <= bytes.endIndex else { throw Fault(words: "it is cut short") }
        try reserve(length)
        output += bytes[position..<position + length]
        position += length
    }

    private func reserve(_ count: Int) throws(Fault) {
        guard output.count + count <= size else {
            throw Fault(words: "it gives more than the \(size) bytes of the directory")
        }
    }

    private mutating func block(literals: Code, distances: Code) throws(Fault) {
        while true {
            let symbol = try literals.next(&self)
            if symbol < 256 {
                try reserve(1)
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < Self.lengths.count else {
                throw Fault(words: "it has a length code that does not exist")
            }
            let (length, lengthBits) = Self.lengths[symbol - 257]
            let count = length + (try bits(lengthBits))
            let code = try distances.next(&self)
            guard code < Self.distances.count else { throw Fault(words: "it has a distance code that does not exist") }
            let (distance, distanceBits) = Self.distances[code]
            let back = distance + (try bits(distanceBits))
            guard back <= output.count else { throw Fault(words: "it refers to bytes before its beginning") }
            try reserve(count)
            for _ in 0..<count { output.append(output[output.count - back]) }
        }
    }

    /// The codes that stand at the beginning of a dynamic block.
    private mutating func codes() throws(Fault) -> (literals: Code, distances: Code) {
        let literalCount = try bits(5) + 257
        let distanceCount = try bits(5) + 1
        let lengthCount = try bits(4) + 4
        var codeLengths = [Int](repeating: 0, count: 19)
        for index in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(lengthCount) {
            codeLengths[index] = try bits(3)
        }
        let code = try Code(codeLengths)
        var lengths: [Int] = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try code.next(&self)
            switch symbol {
            case ..<16: lengths.append(symbol)
            case 16:
                guard let last = lengths.last else { throw Fault(words: "a code repeats a length before there is one") }
                lengths += [Int](repeating: last, count: try bits(2) + 3)
            case 17: lengths += [Int](repeating: 0, count: try bits(3) + 3)
            default: lengths += [Int](repeating: 0, count: try bits(7) + 11)
            }
        }
        guard lengths.count == literalCount + distanceCount, lengths[256] > 0 else {
            throw Fault(words: "the codes of a block are damaged")
        }
        return (try Code(Array(lengths[..<literalCount])), try Code(Array(lengths[literalCount...])))
    }

    /// A canonical Huffman code, read a bit at a time.
    private struct Code {
        /// How many codes there are of each length from 1, and all symbols sorted by length, then value.
        private var counts = [Int](repeating: 0, count: 16)
        private var symbols: [Int] = []

        init(_ lengths: [Int]) throws(Fault) {
            for length in lengths where length > 0 { counts[length] += 1 }
            var free = 1
            for length in 1...15 {
                free = 2 * free - counts[length]
                guard free >= 0 else { throw Fault(words: "a code has more words than fit") }
            }
            symbols = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
        }

        func next(_ stream: inout Inflate) throws(Fault) -> Int {
            var word = 0
            var first = 0
            var index = 0
            for length in 1...15 {
                word |= try stream.bits(1)
                let count = counts[length]
                if word - first < count { return symbols[index + word - first] }
                index += count
                first = (first + count) << 1
                word <<= 1
            }
            throw Fault(words: "it has a word that is in no code")
        }
    }

    /// Base length or distance and extra bits of each symbol.
    private static let lengths: [(Int, Int)] =
        table(
            from: 3, extras: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]) + [
            (258, 0)
        ]
    private static let distances: [(Int, Int)] = table(
        from: 1,
        extras: [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13])

    private static func table(from first: Int, extras: [Int]) -> [(Int, Int)] {
        var base = first
        return extras.map { bits in
            defer { base += 1 << bits }
            return (base, bits)
        }
    }

    private static let fixedLiterals = fixed(
        [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
            + [Int](repeating: 8, count: 8))
    private static let fixedDistances = fixed([Int](repeating: 5, count: 30))

    private static func fixed(_ lengths: [Int]) -> Code {
        do { return try Code(lengths) } catch { preconditionFailure("the fixed codes of RFC 1951 are complete") }
    }
}
