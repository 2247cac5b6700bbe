/// Curves over an axis, told apart by their marks and strokes before their colours.
public struct Plot: Sendable {
    public enum Stroke: Hashable, Sendable {
        case solid, dashed, dotted
        /// A mark at every point and no line.
        case marks
    }

    public struct Series: Sendable {
        public var name: String
        /// The character that stands for the series in the legend and here and there on its curve.
        public var mark: Unicode.Scalar
        public var style: Style
        public var stroke: Stroke
        public var points: [(x: Double, y: Double)]

        public init(
            _ name: String, mark: Unicode.Scalar, style: Style, stroke: Stroke = .solid,
            points: [(x: Double, y: Double)]
        ) {
            self.name = name
            self.mark = mark
            self.style = style
            self.stroke = stroke
            self.points = points
        }

        /// The values at 1, 2, 3, …
        public init(_ name: String, mark: Unicode.Scalar, style: Style, stroke: Stroke = .solid, values: [Double]) {
            self.init(
                name, mark: mark, style: style, stroke: stroke,
                points: values.enumerated().map { (Double($0.offset + 1), $0.element) })
        }
    }

    /// A straight line at one height, such as a clipping threshold.
    public struct Level: Sendable {
        public var name: String
        public var y: Double
        public var style: Style

        public init(_ name: String, y: Double, style: Style = .clipped) {
            self.name = name
            self.y = y
            self.style = style
        }
    }

    public var series: [Series]
    public var levels: [Level]
    public var xName: String
    public var yName: String
    public var yScale: PlotAxis.Scale
    /// nil fits the axis to what is drawn.
    public var xRange: ClosedRange<Double>?
    public var yRange: ClosedRange<Double>?
    /// A vertical line at the present x.
    public var playhead: Double?

    public init(
        _ series: [Series], levels: [Level] = [], xName: String = "", yName: String = "",
        yScale: PlotAxis.Scale = .linear,
        xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil, playhead: Double? = nil
    ) {
        self.series = series
        self.levels = levels
        self.xName = xName
        self.yName = yName
        self.yScale = yScale
        self.xRange = xRange
        self.yRange = yRange
        self.playhead = playhead
    }

    var xAxis: PlotAxis {
        if let xRange { return PlotAxis(.linear, from: xRange.lowerBound, to: xRange.upperBound) }
        return PlotAxis(.linear, fitting: series.lazy.flatMap { $0.points.lazy.map(\.x) })
    }

    var yAxis: PlotAxis {
        if let yRange { return PlotAxis(yScale, from: yRange.lowerBound, to: yRange.upperBound) }
        return PlotAxis(yScale, fitting: Array(series.lazy.flatMap { $0.points.lazy.map(\.y) }) + levels.map(\.y))
    }

    /// The legend: each series' mark and name.
    public func legend(_ glyphs: Glyphs) -> StyledText {
        var line = StyledText()
        for one in series {
            line.append("\(line.isEmpty ? "" : "  ")\(one.mark)", one.style)
            line.append(" " + glyphs.text(one.name), .label)
        }
        for level in levels where !level.name.isEmpty {
            line.append("\(line.isEmpty ? "" : "  ")\(glyphs.dashedHorizontal)", level.style)
            line.append(" " + glyphs.text(level.name), .label)
        }
        return line
    }
}
