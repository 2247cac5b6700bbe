import TerminalUI

extension GraphDrawing {
    /// The graph as an SVG picture: circles and boxes, with arrows that end at their borders.
    public var svg: String {
        let page = SVGPage(self)
        var svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(page.width)" height="\(page.height)" viewBox="0 0 \(page.width) \(page.height)">
            <title>\(Self.xml(title))</title>
            <defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M 0 0 L 10 5 L 0 10 z"/></marker></defs>
            <rect width="100%" height="100%" fill="#ffffff"/>
            <g fill="none" stroke="#121212" stroke-width="1.4">

            """
        for edge in edges { svg += page.path(edge) + "\n" }
        svg += "</g>\n<g font-family=\"DejaVu Serif, Georgia, serif\" font-size=\"17\" text-anchor=\"middle\">\n"
        for node in nodes { svg += page.node(node) + "\n" }
        return svg + "</g>\n</svg>\n"
    }

    static func xml(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}

/// Where things stand on the page, in pixels.
private struct SVGPage {
    private static let (wide, high, margin, radius) = (96.0, 84.0, 48.0, 22.0)
    let drawing: GraphDrawing
    /// The pixel of column 0, so that the leftmost border is a margin away from the page's.
    private let origin: Double
    let width: Int

    init(_ drawing: GraphDrawing) {
        self.drawing = drawing
        let left = drawing.nodes.map { $0.column * Self.wide - Self.half($0) }.min() ?? 0
        let right = drawing.nodes.map { $0.column * Self.wide + Self.half($0) }.max() ?? 0
        origin = Self.margin / 2 - left
        width = Int((right - left + Self.margin).rounded(.up))
    }

    var height: Int { Int(((drawing.rows - 1) * Self.high + 2 * Self.margin).rounded(.up)) }

    private func point(_ node: GraphDrawing.Node) -> (x: Double, y: Double) {
        (origin + node.column * Self.wide, Double(height) - Self.margin - node.row * Self.high)
    }

    /// Half the width of a node; a long text makes a box of it.
    private static func half(_ node: GraphDrawing.Node) -> Double {
        max(radius, Double(Text.width(node.text)) * 4.4 + 7)
    }

    func node(_ node: GraphDrawing.Node) -> String {
        let (x, y) = point(node)
        let half = Self.half(node)
        let text = "<text x=\"\(short(x))\" y=\"\(short(y + 6))\">\(GraphDrawing.xml(node.text))</text>"
        switch node.kind {
        case .given: return text
        case .state, .output:
            return
                "<rect x=\"\(short(x - half))\" y=\"\(short(y - Self.radius))\" width=\"\(short(2 * half))\" height=\"\(short(2 * Self.radius))\" rx=\"\(short(Self.radius))\" fill=\"\(node.kind == .state ? "#d9e8f6" : "#ffffff")\" stroke=\"#121212\" stroke-width=\"1.4\"/>\(text)"
        case .loss, .weights:
            return
                "<rect x=\"\(short(x - half))\" y=\"\(short(y - Self.radius * 0.8))\" width=\"\(short(2 * half))\" height=\"\(short(Self.radius * 1.6))\" fill=\"\(node.kind == .loss ? "#fbe3cf" : "#eeeeee")\" stroke=\"#121212\" stroke-width=\"1.4\"/>\(text)"
        }
    }

    func path(_ edge: GraphDrawing.Edge) -> String {
        let (from, to) = (drawing.nodes[edge.from], drawing.nodes[edge.to])
        let (a, b) = (point(from), point(to))
        let style =
            (edge.way == .shared ? " stroke=\"#8a8a8a\" stroke-width=\"1\"" : "")
            + (edge.isWithoutGradient ? " stroke-dasharray=\"5 4\"" : "") + " marker-end=\"url(#head)\""
        if edge.way == .over {
            // Out of the output's right side, down between the columns, and into the next step from the left.
            let middle = (a.x + b.x) / 2
            let end = b.x - Self.half(to) * (to.kind == .given ? 0.9 : 1)
            return
                "<path d=\"M \(short(a.x + Self.half(from))) \(short(a.y)) C \(short(middle + 12)) \(short(a.y)) \(short(middle - 12)) \(short(b.y)) \(short(end)) \(short(b.y))\"\(style)/>"
        }
        let (start, end) = (border(from, toward: b), border(to, toward: a))
        return "<path d=\"M \(short(start.x)) \(short(start.y)) L \(short(end.x)) \(short(end.y))\"\(style)/>"
    }

    /// Where a line from a node's middle leaves its box.
    private func border(_ node: GraphDrawing.Node, toward other: (x: Double, y: Double)) -> (x: Double, y: Double) {
        let (x, y) = point(node)
        let (dx, dy) = (other.x - x, other.y - y)
        guard dx != 0 || dy != 0 else { return (x, y) }
        let (wide, high) = (
            Self.half(node), node.kind == .loss || node.kind == .weights ? Self.radius * 0.8 : Self.radius
        )
        let scale: Double
        if node.kind == .state || node.kind == .output, wide == Self.radius {
            scale = Self.radius / (dx * dx + dy * dy).squareRoot()
        } else {
            scale = min(dx == 0 ? .infinity : wide / dx.magnitude, dy == 0 ? .infinity : high / dy.magnitude)
        }
        return (x + dx * scale, y + dy * scale)
    }

    private func short(_ number: Double) -> String {
        let rounded = (number * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
