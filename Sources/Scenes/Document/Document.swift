/// Where something stands in a file; lines and columns count from 1.
public struct Position: Sendable, Hashable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    static let start = Position(line: 1, column: 1)
}

/// A YAML document without anchors, aliases and tags: its nodes in the order of the text, each with its place.
///
/// A node's children follow it directly, so the whole tree is one array, and reading 100,000 vectors allocates no
/// object a vector.
final class Document: Sendable {
    let entries: [Entry]
    /// The text of all scalars, one after another.
    let text: [UInt8]

    init(entries: [Entry], text: [UInt8]) {
        self.entries = entries
        self.text = text
    }

    enum Kind: UInt8 {
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

    var root: Node { Node(document: self, index: 0) }
}

/// One node of a document.
struct Node {
    let document: Document
    let index: Int

    private var entry: Document.Entry { document.entries[index] }

    var kind: Document.Kind { entry.kind }
    var position: Position { Position(line: Int(entry.line), column: Int(entry.column)) }
    var isScalar: Bool { kind == .plain || kind == .quoted }

    /// A scalar's bytes.
    var bytes: ArraySlice<UInt8> {
        document.text[Int(entry.offset)..<Int(entry.offset + entry.length)]
    }

    /// A scalar's text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether the node is YAML's null: nothing, `~` or `null` without quotes.
    var isNull: Bool {
        guard kind == .plain else { return false }
        return bytes.isEmpty || bytes.elementsEqual("null".utf8) || bytes.elementsEqual("~".utf8)
    }

    /// The items of a sequence, or the keys and values of a mapping in turn.
    var children: Children { Children(document: document, index: index + 1, end: Int(entry.end)) }

    /// The keys and values of a mapping.
    var pairs: [(key: Node, value: Node)] {
        var pairs: [(Node, Node)] = []
        var iterator = children
        while let key = iterator.next(), let value = iterator.next() { pairs.append((key, value)) }
        return pairs
    }

    struct Children: Sequence, IteratorProtocol {
        let document: Document
        var index: Int
        let end: Int

        mutating func next() -> Node? {
            guard index < end else { return nil }
            defer { index = Swift.max(index + 1, Int(document.entries[index].end)) }
            return Node(document: document, index: index)
        }
    }
}
