import ExactMath

extension AnswerLanguage {
    /// A vector or a matrix of whole numbers as most students write it, [[1, -2], [0, 3]], read without the grammar, which reads the same.
    ///
    /// nil for every other text.
    static func plainIntegers(_ source: SourceText) -> ReadValue? {
        guard !source.isTooLong, source.characters.first == "[" else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.characters.count)
        for character in source.characters {
            guard let byte = Lexer.byte(of: character) else { return nil }
            bytes.append(byte)
        }
        var reader = PlainReader(bytes: bytes)
        guard let (form, rows) = reader.value(), reader.place == bytes.count else { return nil }
        let texts = rows.map { "[" + $0.map { String($0) }.joined(separator: ", ") + "]" }.joined(separator: ", ")
        return ReadValue(
            form: form, rows: rows.map { $0.map { .number(ReadNumber(.exact(Rational($0)))) } },
            echo: form == .vector ? texts : "[\(texts)]")
    }

    private struct PlainReader {
        let bytes: [UInt8]
        var place = 0

        mutating func value() -> (ReadValue.Form, [[Int]])? {
            guard bytes.count > 1, bytes[1] == UInt8(ascii: "[") else { return row().map { (.vector, [$0]) } }
            place = 1
            var rows: [[Int]] = []
            repeat {
                guard let row = row(), row.count == rows.first?.count ?? row.count else { return nil }
                rows.append(row)
            } while passComma()
            return pass(UInt8(ascii: "]")) ? (.matrix, rows) : nil
        }

        private mutating func row() -> [Int]? {
            guard pass(UInt8(ascii: "[")) else { return nil }
            var entries: [Int] = []
            repeat {
                guard let integer = integer() else { return nil }
                entries.append(integer)
            } while passComma()
            return pass(UInt8(ascii: "]")) ? entries : nil
        }

        /// At most 18 digits, which every Int holds.
        private mutating func integer() -> Int? {
            let isNegative = pass(UInt8(ascii: "-"))
            let start = place
            var value = 0
            while place < bytes.count, (48...57).contains(bytes[place]), place - start < 18 {
                value = 10 * value + Int(bytes[place] - 48)
                place += 1
            }
            return place == start ? nil : isNegative ? -value : value
        }

        private mutating func pass(_ byte: UInt8) -> Bool {
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
            return true
        }

        /// A comma, and a space behind it.
        private mutating func passComma() -> Bool {
            guard pass(UInt8(ascii: ",")) else { return false }
            _ = pass(UInt8(ascii: " "))
            return true
        }
    }
}
