import Wording

/// A YAML document without anchors, aliases and tags: its nodes in the order of the text, each with its place.
///
/// A node's children follow it directly, so the whole tree is one array, and reading 100,000 vectors allocates no
/// object a vector.
package final class Document: Sendable {
    let entries: [Entry]
    /// The text of all scalars, one after another.
    let text: [UInt8]

    init(entries: [Entry], text: [UInt8]) {
        self.entries = entries
        self.text = text
    }

    package enum Kind: UInt8 {
        /// A scalar without quotes: it may mean a number, `true` or `null`.
        case plain
        /// A scalar in quotes or a block: a text.
        case quoted
        case sequence
        case mapping
    }

    struct Entry {
        var kind: Kind
        var line: Int32
        var column: Int32
        /// Where a scalar's text starts and how many bytes it has.
        var offset: Int32 = 0
        var length: Int32 = 0
        /// The index after the node's last descendant.
        var end: Int32 = 0
    }

    package var root: DocumentNode { DocumentNode(document: self, index: 0) }
}

/// One node of a document.
package struct DocumentNode {
    let document: Document
    let index: Int

    private var entry: Document.Entry { document.entries[index] }

    package var kind: Document.Kind { entry.kind }
    package var position: TextLocation { TextLocation(line: Int(entry.line), column: Int(entry.column)) }
    package var isScalar: Bool { kind == .plain || kind == .quoted }

    /// A scalar's bytes.
    package var bytes: ArraySlice<UInt8> {
        document.text[Int(entry.offset)..<Int(entry.offset + entry.length)]
    }

    /// A scalar's text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether the node is YAML's null: nothing, `~` or `null` without quotes.
    package var isNull: Bool {
        guard kind == .plain else { return false }
        return bytes.isEmpty || bytes.elementsEqual("null".utf8) || bytes.elementsEqual("~".utf8)
    }

    /// The items of a sequence, or the keys and values of a mapping in turn.
    package var children: Children { Children(document: document, index: index + 1, end: Int(entry.end)) }

    /// The keys and values of a mapping.
    package var pairs: [(key: DocumentNode, value: DocumentNode)] {
        var pairs: [(DocumentNode, DocumentNode)] = []
        var iterator = children
        while let key = iterator.next(), let value = iterator.next() { pairs.append((key, value)) }
        return pairs
    }

    package struct Children: Sequence, IteratorProtocol {
        let document: Document
        var index: Int
        let end: Int

        package mutating func next() -> DocumentNode? {
            guard index < end else { return nil }
            defer { index = Swift.max(index + 1, Int(document.entries[index].end)) }
            return DocumentNode(document: document, index: index)
        }
    }
}
