import Foundation

/// Maps numbers to positions along one side of a plot and chooses its ticks.
public struct PlotAxis: Hashable, Sendable {
    /// Whether equal distances are equal differences or equal ratios.
    public enum Scale: Hashable, Sendable { case linear, logarithmic }

    /// How numbers become positions.
    public let scale: Scale
    /// The numbers at the low and the high end; on a logarithmic scale both are positive.
    public let range: ClosedRange<Double>

    /// The axis over the finite values that the scale can show; a single value gets room on both sides.
    public init(_ scale: Scale, fitting values: some Sequence<Double>) {
        var low = Double.infinity
        var high = -Double.infinity
        for value in values where value.isFinite && (scale == .linear || value > 0) {
            low = min(low, value)
            high = max(high, value)
        }
        self.init(scale, from: low, to: high)
    }

    /// The axis from one number to another; not finite, in the wrong order or (on a logarithmic axis) not positive falls back to 0…1 or 0.1…1.
    public init(_ scale: Scale, from low: Double, to high: Double) {
        self.scale = scale
        let isUsable =
            low.isFinite && high.isFinite && low <= high && (scale == .linear || low > 0) && (high - low).isFinite
        guard isUsable else {
            range = scale == .linear ? 0...1 : 0.1...1
            return
        }
        if low < high {
            range = low...high
        } else if scale == .linear {
            let margin = low == 0 ? 1 : abs(low) / 2
            range = low - margin...low + margin
        } else {
            range = max(low / 10, .leastNonzeroMagnitude)...min(low * 10, .greatestFiniteMagnitude)
        }
    }

    /// 0 at the low end, 1 at the high end, beyond them outside; ±infinity for what the axis cannot show, NaN for NaN.
    public func position(_ value: Double) -> Double {
        switch scale {
        case .linear: return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        case .logarithmic:
            if value <= 0 { return -.infinity }
            return (log(value) - log(range.lowerBound)) / (log(range.upperBound) - log(range.lowerBound))
        }
    }

    /// At most `most` round numbers within the range, in rising order.
    public func ticks(_ most: Int) -> [Double] {
        guard most > 0 else { return [] }
        return scale == .linear ? linearTicks(most) : logarithmicTicks(most)
    }

    /// A tick's number: powers of ten on a logarithmic axis, else a few digits.
    public func label(_ value: Double, _ numbers: Numbers) -> String {
        let exponent = log10(value)
        guard scale == .logarithmic, exponent != 0, exponent == exponent.rounded() else { return numbers.short(value) }
        return numbers.spell("1e\(Int(exponent))")
    }

    private func linearTicks(_ most: Int) -> [Double] {
        let span = range.upperBound - range.lowerBound
        var unit = pow(10, (log10(span / Double(most))).rounded(.down))
        guard unit > 0, unit.isFinite else { return [range.lowerBound] }
        for _ in 0..<4 {
            for factor in [1.0, 2, 5] {
                let step = unit * factor
                let first = (range.lowerBound / step - 1e-9).rounded(.up)
                let last = (range.upperBound / step + 1e-9).rounded(.down)
                guard last - first < Double(most), last >= first else { continue }
                let ticks = stride(from: first, through: last, by: 1).map { $0 * step }
                return ticks.map { $0 == 0 ? 0 : $0 }
            }
            unit *= 10
        }
        return [range.lowerBound]
    }

    private func logarithmicTicks(_ most: Int) -> [Double] {
        let first = Int((log10(range.lowerBound) - 1e-9).rounded(.up))
        let last = Int((log10(range.upperBound) + 1e-9).rounded(.down))
        guard first < last else { return linearTicks(most) }
        let step = (last - first) / most + 1
        return stride(from: first, through: last, by: step).map { pow(10, Double($0)) }
    }
}
