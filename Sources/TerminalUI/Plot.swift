/// Curves over an axis, told apart by their marks and strokes before their colours.
public struct Plot: Sendable {
    /// How the dots of a curve follow each other.
    public enum Stroke: Hashable, Sendable {
        case solid, dashed, dotted
        /// A mark at every point and no line.
        case marks
    }

    /// One curve, or one kind of marked points.
    public struct Series: Sendable {
        /// What the legend calls it.
        public var name: String
        /// The character that stands for the series in the legend and here and there on its curve.
        public var mark: Unicode.Scalar
        /// The look of its curve and of its mark.
        public var style: Style
        /// Tells the curve from others where there is no colour.
        public var stroke: Stroke
        /// Joined in this order; the line breaks at a point that the axes cannot show.
        public var points: [(x: Double, y: Double)]

        /// The values at given places.
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
        /// What the legend calls it; a level without a name is not in the legend.
        public var name: String
        /// The height, as a number of the y axis.
        public var y: Double
        /// The look of the line.
        public var style: Style

        /// A level that looks like a clipping threshold unless said otherwise.
        public init(_ name: String, y: Double, style: Style = .clipped) {
            self.name = name
            self.y = y
            self.style = style
        }
    }

    /// Where curves meet in a cell, the later one gives it its look.
    public var series: [Series]
    /// Drawn behind the curves; the y axis fits them, too.
    public var levels: [Level]
    /// Stands at the right below the x axis; empty for none.
    public var xName: String
    /// Stands above the y axis, before the legend; empty for none.
    public var yName: String
    /// The scale of the y axis alone; the x axis is always linear.
    public var yScale: PlotAxis.Scale
    /// nil fits the axis to what is drawn.
    public var xRange: ClosedRange<Double>?
    /// nil fits the axis to what is drawn, levels included.
    public var yRange: ClosedRange<Double>?
    /// A vertical line at the present x.
    public var playhead: Double?

    /// A plot with linear axes that fit what is drawn, without names and playhead unless said otherwise.
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
}
