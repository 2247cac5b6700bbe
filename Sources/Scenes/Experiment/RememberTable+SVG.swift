import Foundation

extension RememberTable {
    /// The gradient at t = 1 against T, both on log scales, a line a kind: a filled point where most seeds solved it. What is not finite
    /// has no place there.
    public var svg: String {
        let (width, height, left, bottom) = (640.0, 400.0, 70.0, 50.0)
        let lines = lines.map { line in
            var shown = line
            shown.groups = line.groups.filter { $0.length >= 1 && $0.gradient.isFinite }
            return shown
        }
        let lengths = Self.lengths(lines)
        let exponents = lines.flatMap(\.groups).map { log10(max($0.gradient, 1e-300)) }
        let low = (exponents.min() ?? 0).rounded(.down)
        let high = max((exponents.max() ?? 1).rounded(.up), low + 1)
        let logs = lengths.map { log10(Double($0)) }
        let (shortest, longest) = (logs.min() ?? 0, logs.max() ?? 1)
        func x(_ length: Int) -> Double {
            let span = max(longest - shortest, 0.1)
            return left + 20 + (log10(Double(length)) - shortest) / span * (width - left - 150)
        }
        func y(_ gradient: Double) -> Double {
            20 + (high - log10(max(gradient, 1e-300))) / (high - low) * (height - bottom - 30)
        }
        func spelled(_ number: Double) -> String { String(format: "%.1f", number) }
        let colors = ["#1b6ca8", "#d1495b", "#2e8b57", "#b8860b", "#6a4c93", "#444444", "#008b8b"]
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-family="sans-serif" font-size="12">
            <rect width="640" height="400" fill="white"/>
            <text x="320" y="392" text-anchor="middle">T, the length of the sequence</text>
            <text x="8" y="14">‖∂L/∂ the state at t = 1‖ under the first weights; filled: most seeds solved it</text>

            """
        for exponent in stride(from: low, through: high, by: max(1, ((high - low) / 8).rounded(.up))) {
            let place = spelled(20 + (high - exponent) / (high - low) * (height - bottom - 30))
            text += "<line x1=\"70\" x2=\"540\" y1=\"\(place)\" y2=\"\(place)\" stroke=\"#ddd\"/>"
            text += "<text x=\"64\" y=\"\(place)\" dy=\"4\" text-anchor=\"end\">1e\(Int(exponent))</text>\n"
        }
        for length in lengths {
            text += "<text x=\"\(spelled(x(length)))\" y=\"370\" text-anchor=\"middle\">\(length)</text>\n"
        }
        for (index, line) in lines.enumerated() where !line.groups.isEmpty {
            let color = colors[index % colors.count]
            let points = line.groups.map { (x: spelled(x($0.length)), y: spelled(y($0.gradient)), group: $0) }
            text +=
                "<polyline fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\" points=\""
                + points.map { "\($0.x),\($0.y)" }.joined(separator: " ") + "\"/>\n"
            for point in points {
                let isSolved = 2 * point.group.solved > point.group.outcomes.count
                text +=
                    "<circle cx=\"\(point.x)\" cy=\"\(point.y)\" r=\"5\" stroke=\"\(color)\" fill=\"\(isSolved ? color : "white")\"/>\n"
            }
            guard let last = points.last else { continue }
            text +=
                "<text x=\"\(last.x)\" dx=\"12\" y=\"\(last.y)\" dy=\"4\" fill=\"\(color)\">\(line.name)</text>\n"
        }
        return text + "</svg>\n"
    }
}
