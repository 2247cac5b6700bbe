/// Writes JSON piece by piece into a stream, so that a long trace never stands in memory as text.
public struct JSONText<Target: TextOutputStream> {
    private var target: Target
    /// Whether the next element of the innermost object or array needs a comma before it.
    private var needsComma = false

    public init(_ target: Target) { self.target = target }

    /// What was written to, after the last piece.
    public var output: Target { target }

    public mutating func object(_ members: (inout JSONText) -> Void) { enclosed("{", "}", members) }

    public mutating func array(_ elements: (inout JSONText) -> Void) { enclosed("[", "]", elements) }

    /// `"name": `, to be followed by a value.
    public mutating func key(_ name: String) {
        separate()
        target.write(JSONToken.string(name))
        target.write(": ")
        needsComma = false
    }

    /// A number, a string, `true`: text that is JSON already.
    public mutating func token(_ json: String) {
        separate()
        target.write(json)
        needsComma = true
    }

    public mutating func member(_ name: String, _ json: String) {
        key(name)
        token(json)
    }

    /// A line break where it separates nothing but makes the text easier to read.
    public mutating func lineBreak() { target.write(needsComma ? "" : "\n") }

    public mutating func end() { target.write("\n") }

    private mutating func enclosed(_ open: String, _ close: String, _ body: (inout JSONText) -> Void) {
        separate()
        target.write(open)
        needsComma = false
        body(&self)
        target.write(close)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { target.write(", ") }
    }
}
