import ExactMath
import Recurrence

extension TraceReport {
    /// One line an entry: part, name, t, unit, value, gradient. Parameters follow with an empty t; their units run over the
    /// matrix row by row.
    public func writeCSV(to target: inout some TextOutputStream) {
        target.write("part,name,t,unit,value,gradient\n")
        rows { row in
            let values = trace.value(row.node, at: row.step)
            let gradients = trace.gradient(row.node, at: row.step)
            for (unit, (value, gradient)) in zip(values, gradients).enumerated() {
                target.write("\(row.part),\(row.name),\(row.t),\(unit + 1),\(field(value)),\(field(gradient))\n")
            }
        }
        for parameter in parameters {
            for (unit, (value, gradient)) in zip(trace.value(parameter), trace.gradient(parameter)).enumerated() {
                target.write("\(parameter.part),\(parameter.name),,\(unit + 1),\(field(value)),\(field(gradient))\n")
            }
        }
    }

    private func field(_ value: S) -> String { value.description }
}
