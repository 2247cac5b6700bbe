import Wording

// libyaml's events, as Yams carries them: nodes are only built from what the checks of `DocumentReader` have passed, while Yams' own
// composer resolves aliases, compares mapping keys and recurses before its caller sees anything.
internal import CYaml

/// The events of a text, one after another; owns the parser's memory.
final class EventParser {
    enum Kind {
        case documentStart
        case alias(String)
        case scalar(isPlain: Bool)
        case sequenceStart, mappingStart
        case end
        case streamEnd
        case other
    }

    struct Event {
        var kind: Kind
        var position: TextLocation
        var anchor: String?
        var tag: String?
    }

    private var parser = yaml_parser_t()
    private var event = yaml_event_t()
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) {
        input = .allocate(capacity: bytes.count)
        _ = input.initialize(from: bytes)
        yaml_parser_initialize(&parser)
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(&parser, input.baseAddress, input.count)
    }

    deinit {
        yaml_event_delete(&event)
        yaml_parser_delete(&parser)
        input.deallocate()
    }

    /// The text of the scalar that came last; valid until the next event.
    var scalar: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length)
    }

    func next() throws(Misfit) -> Event {
        yaml_event_delete(&event)
        guard yaml_parser_parse(&parser, &event) == 1 else {
            let mark = parser.problem_mark
            throw Misfit(problem, TextLocation(line: mark.line + 1, column: mark.column + 1))
        }
        let position = TextLocation(line: event.start_mark.line + 1, column: event.start_mark.column + 1)
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return Event(kind: .documentStart, position: position)
        case YAML_ALIAS_EVENT: return Event(kind: .alias(string(event.data.alias.anchor) ?? ""), position: position)
        case YAML_SCALAR_EVENT:
            return Event(
                kind: .scalar(isPlain: event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE), position: position,
                anchor: string(event.data.scalar.anchor), tag: string(event.data.scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            return Event(
                kind: .sequenceStart, position: position, anchor: string(event.data.sequence_start.anchor),
                tag: string(event.data.sequence_start.tag))
        case YAML_MAPPING_START_EVENT:
            return Event(
                kind: .mappingStart, position: position, anchor: string(event.data.mapping_start.anchor),
                tag: string(event.data.mapping_start.tag))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return Event(kind: .end, position: position)
        case YAML_STREAM_END_EVENT: return Event(kind: .streamEnd, position: position)
        default: return Event(kind: .other, position: position)
        }
    }

    /// Why the parser stopped.
    private var problem: Fact {
        let words = parser.problem.map { String(cString: $0) } ?? "it cannot be read"
        if words.hasPrefix("Maximum nesting level") { return .tooDeep(limit: DocumentLimits().depth) }
        guard words == "found character that cannot start any token" else { return .notYAML(words) }
        let place = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .dropFirst(parser.problem_mark.line).first
        let line = String(decoding: place ?? input[..<0], as: UTF8.self).unicodeScalars
        guard let character = line.dropFirst(parser.problem_mark.column).first else { return .notYAML(words) }
        return .cannotBegin(String(character))
    }

    private func string(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
