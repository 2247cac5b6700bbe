/// Names of numbers of a trace with commas between them: `grad(stack.0.c[2]), grad(stack.0.U_f)`.
public struct TraceNameList: Sendable {
    /// Each name as it was written, and as it was read.
    public let items: [(source: String, name: TraceName)]

    /// What stands between two commas and is no name.
    public struct NotAName: Error {
        /// The text between the commas, without the spaces around it.
        public let source: String
    }

    /// Reads the names, if there are any; throws the first part that is no name. Commas within brackets part nothing.
    public init(_ text: String) throws(NotAName) {
        var items: [(source: String, name: TraceName)] = []
        for source in Self.parts(text) {
            guard let tree = try? Parser.expression(SourceText(source), .trace), case .quantity(let name) = tree.kind
            else { throw NotAName(source: source) }
            items.append((source, name))
        }
        self.items = items
    }

    /// The text between commas that stand in no brackets, without the spaces around it.
    private static func parts(_ text: String) -> [String] {
        var (parts, depth) = ([""], 0)
        for character in text {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            if character == ",", depth <= 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.map {
            String($0.trimmingPrefix(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
        .filter { !$0.isEmpty }
    }
}
