import Wording

/// What a file may have at most.
package struct DocumentLimits {
    package var bytes = 32 << 20
    package var nodes = 2_000_000
    var depth = 24
    /// Bytes of all fractions whose digits do not fit in machine words.
    var longFractions = 1 << 20

    package init() {}
}

/// Reads a text as one YAML document, in time and memory proportional to its length.
///
/// Refused: anchors, aliases, tags, a second document, keys that are not scalars, a key twice, control characters, text
/// that is not UTF-8, and whatever passes the limits.
package struct DocumentReader {
    let limits: DocumentLimits
    private var entries: [Document.Entry] = []
    private var text: [UInt8] = []
    private var open: [Collection] = []
    private var longFractions = 0

    /// A sequence or mapping that has not ended yet.
    private struct Collection {
        var index: Int
        var isMapping: Bool
        var expectsKey: Bool
        var keys: [String: Int] = [:]
    }

    private init(limits: DocumentLimits) { self.limits = limits }

    package static func read(_ file: [UInt8], limits: DocumentLimits = DocumentLimits()) throws(Misfit) -> Document {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = file.starts(with: byteOrderMark) ? Array(file.dropFirst(byteOrderMark.count)) : file
        guard bytes.count <= limits.bytes else { throw Misfit(.tooManyBytes(limit: limits.bytes), .start) }
        try TextCheck.check(bytes)
        var reader = DocumentReader(limits: limits)
        try reader.readEvents(of: JSONEscapes.joined(bytes))
        guard !reader.entries.isEmpty else { throw Misfit(.emptyFile, .start) }
        return Document(entries: reader.entries, text: reader.text)
    }

    private mutating func readEvents(of bytes: [UInt8]) throws(Misfit) {
        let parser = EventParser(bytes)
        var documents = 0
        while true {
            let event = try parser.next()
            switch event.kind {
            case .documentStart:
                documents += 1
                if documents > 1 { throw Misfit(.severalDocuments, event.position) }
            case .alias(let name): throw Misfit(.alias(name), event.position)
            case .scalar(let isPlain):
                try add(event, kind: isPlain ? .plain : .quoted, text: parser.scalar)
            case .sequenceStart:
                try add(event, kind: .sequence)
                try push(isMapping: false, at: event.position)
            case .mappingStart:
                try add(event, kind: .mapping)
                try push(isMapping: true, at: event.position)
            case .end:
                guard let collection = open.popLast() else { continue }
                entries[collection.index].end = Int32(entries.count)
            case .streamEnd: return
            case .other: continue
            }
        }
    }

    private mutating func push(isMapping: Bool, at position: TextLocation) throws(Misfit) {
        guard open.count < limits.depth else { throw Misfit(.tooDeep(limit: limits.depth), position) }
        open.append(Collection(index: entries.count - 1, isMapping: isMapping, expectsKey: isMapping))
    }

    private mutating func add(
        _ event: EventParser.Event, kind: Document.Kind, text scalar: UnsafeBufferPointer<UInt8>? = nil
    ) throws(Misfit) {
        if let anchor = event.anchor { throw Misfit(.anchor(anchor), event.position) }
        if let tag = event.tag { throw Misfit(.tag(tag), event.position) }
        guard entries.count < limits.nodes else { throw Misfit(.tooManyNodes(limit: limits.nodes), event.position) }
        var entry = Document.Entry(
            kind: kind, line: Int32(clamping: event.position.line), column: Int32(clamping: event.position.column))
        entry.offset = Int32(text.count)
        if let scalar {
            text.append(contentsOf: scalar)
            entry.length = Int32(scalar.count)
            // More than two words of digits, and not more than is read as a number.
            if (38...256).contains(scalar.count), scalar.contains(UInt8(ascii: "/")) { longFractions += scalar.count }
            guard longFractions <= limits.longFractions else { throw Misfit(.tooManyLongFractions, event.position) }
        }
        entry.end = Int32(entries.count + 1)
        try checkKey(entry, at: event.position)
        entries.append(entry)
    }

    /// In a mapping keys and values take turns; a key is a scalar that has not been there before.
    private mutating func checkKey(_ entry: Document.Entry, at position: TextLocation) throws(Misfit) {
        guard let last = open.indices.last, open[last].isMapping else { return }
        defer { open[last].expectsKey.toggle() }
        guard open[last].expectsKey else { return }
        guard entry.kind == .plain || entry.kind == .quoted else { throw Misfit(.keyIsNotText, position) }
        let key = String(decoding: text.suffix(Int(entry.length)), as: UTF8.self)
        if let line = open[last].keys.updateValue(position.line, forKey: key) {
            throw Misfit(.duplicateKey(key, firstLine: line), position)
        }
    }
}
