import Wording

extension Exercise {
    /// The problem as JSON: the scene in the words of a scene file, and the shape of every answer.
    public func problemJSON(student: String? = nil) -> JSON {
        let text = text()
        var members: [JSON.Member] = [JSON.Member("exercise", .string(kind))]
        switch origin {
        case .seed(let seed, let level):
            members +=
                variant.map { [JSON.Member("variant", .integer($0))] }
                ?? [JSON.Member("seed", .unsigned(seed)), JSON.Member("level", .integer(level))]
            if version > 1 { members.append(JSON.Member("version", .integer(version))) }
        case .scene(let name): members.append(JSON.Member("source", .string(name)))
        }
        if let student { members.append(JSON.Member("student", .string(SafeText.of(student, limit: 200)))) }
        members += [JSON.Member("title", .string(title)), JSON.Member("problem", .array(text.statement.map(\.json)))]
        if let scene = text.scene {
            members.append(JSON.Member("scene", variant == nil ? scene : scene.titled("\(kind) (\(words))")))
        }
        if !text.given.isEmpty { members.append(JSON.Member("given", .object(text.given))) }
        members.append(
            JSON.Member("answers", .object(fields.map { JSON.Member($0.name, $0.json) })))
        return .object(members)
    }
}

extension JSON {
    /// An object with another title.
    fileprivate func titled(_ title: String) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.map { $0.key == "title" ? Member("title", .string(title)) : $0 })
    }
}

extension Statement {
    var json: JSON {
        switch self {
        case .paragraph(let words), .formula(let words): .string(words.text)
        case .given(let name, let value): .string("\(name.text) = \(value.text)")
        }
    }
}

extension AnswerField {
    var json: JSON {
        var members = [
            JSON.Member("shape", .array(shape.dimensions.map { .integer($0) })),
            JSON.Member("kind", .string(kind.name)),
            JSON.Member("meaning", .string(meaning.text)),
        ]
        switch kind {
        case .decimal(let places): members.append(JSON.Member("decimals", .integer(places)))
        case .word(let words): members.append(JSON.Member("words", .array(words.map { .string($0) })))
        case .slip(let slips): members.append(JSON.Member("words", .array(slips.map { .string($0.id) })))
        case .ways(let question): members.append(JSON.Member("nodes", .array(question.nodes.map { .string($0) })))
        default: break
        }
        return .object(members)
    }
}

extension AnswerKind {
    var name: String {
        switch self {
        case .exact: "exact"
        case .irrational: "number"
        case .decimal: "decimal"
        case .integer: "integer"
        case .word: "word"
        case .formula: "formula"
        case .edges: "edges"
        case .settings: "gates"
        case .slip: "slip"
        case .ways: "ways"
        case .factor: "formula"
        case .flags: "flags"
        }
    }
}
