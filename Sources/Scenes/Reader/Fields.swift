import Wording

/// The keys and values of one mapping, all of them known.
package struct Fields {
    /// What the mapping is, in words: `the model`, `layer 0`.
    package let place: String
    package let node: DocumentNode
    private var values: [String: (key: DocumentNode, value: DocumentNode)] = [:]

    /// Refuses what is no mapping and keys that are not in `known`.
    package init(_ node: DocumentNode, of place: String, known: [String]) throws(Misfit) {
        guard node.kind == .mapping else {
            throw Misfit(.wrongKind(of: place, found: node.summary, expected: "a mapping of keys"), at: node)
        }
        self.place = place
        self.node = node
        for (key, value) in node.pairs {
            let name = key.text
            guard known.contains(name) else { throw Misfit(.unknownKey(name, in: place, known: known), at: key) }
            values[name] = (key, value)
        }
    }

    /// The value of a key, if the key is there.
    package subscript(key: String) -> DocumentNode? { values[key]?.value }

    /// The key itself, for errors about its being there.
    package func key(_ name: String) -> DocumentNode? { values[name]?.key }

    package func required(_ key: String) throws(Misfit) -> DocumentNode {
        guard let value = values[key]?.value else { throw Misfit(.missingKey(key, in: place), at: node) }
        return value
    }
}

extension DocumentNode {
    /// What stands here, in words.
    package var summary: String {
        switch kind {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .plain where isNull: "nothing"
        case .plain, .quoted: Words.quote(text)
        }
    }

    /// A list of anything.
    package func list(of what: String, expected: String = "a list") throws(Misfit) -> Children {
        guard kind == .sequence else {
            throw Misfit(.wrongKind(of: what, found: summary, expected: expected), at: self)
        }
        return children
    }

    /// A scalar's text without control characters but line ends and tabs where `lines` is set.
    package func string(of what: String, limit: Int, lines: Bool = false) throws(Misfit) -> String {
        guard isScalar, !isNull else {
            throw Misfit(.wrongKind(of: what, found: summary, expected: "a text"), at: self)
        }
        guard bytes.count <= 4 * limit else { throw Misfit(.tooLong(of: what, limit: limit), at: self) }
        let text = text
        for scalar in text.unicodeScalars where Words.isControl(scalar) {
            if lines, scalar == "\n" || scalar == "\t" { continue }
            throw Misfit(.controlInText(of: what, scalar.value), at: self)
        }
        guard text.unicodeScalars.count <= limit else { throw Misfit(.tooLong(of: what, limit: limit), at: self) }
        return text
    }

    package func number(of what: String) throws(Misfit) -> Number {
        guard isScalar, !isNull else {
            throw Misfit(.wrongKind(of: what, found: summary, expected: "a number"), at: self)
        }
        do {
            return try Number.read(bytes)
        } catch {
            throw Misfit(.badNumber(of: what, found: text, error), at: self)
        }
    }

    package func positiveNumber(of what: String) throws(Misfit) -> Number {
        let number = try number(of: what)
        guard number.double > 0 else { throw Misfit(.notPositive(of: what, found: text), at: self) }
        return number
    }

    package func integer(of what: String, in range: ClosedRange<Int>) throws(Misfit) -> Int {
        guard isScalar, !isNull else {
            throw Misfit(.wrongKind(of: what, found: summary, expected: "a whole number"), at: self)
        }
        guard let value = Int(text), range.contains(value) else {
            throw Misfit(.notInRange(of: what, found: text, range), at: self)
        }
        return value
    }

    /// Any whole number from 0 to 2^63 − 1.
    package func seed(of what: String) throws(Misfit) -> UInt64 {
        UInt64(try integer(of: what, in: 0...Int.max))
    }

    package func boolean(of what: String) throws(Misfit) -> Bool {
        let text = kind == .plain ? text : ""
        guard let value = Bool(text) else {
            throw Misfit(.wrongKind(of: what, found: summary, expected: "true or false"), at: self)
        }
        return value
    }

    /// One of the words that a type has.
    package func word<E: RawRepresentable & CaseIterable>(
        of what: String, as type: E.Type = E.self
    ) throws(Misfit) -> E where E.RawValue == String {
        let known = E.allCases.map(\.rawValue)
        guard isScalar else {
            throw Misfit(
                .wrongKind(of: what, found: summary, expected: "one of " + Words.list(known, "or")), at: self)
        }
        guard let value = E(rawValue: text) else {
            throw Misfit(.unknownWord(of: what, found: text, known: known), at: self)
        }
        return value
    }
}
