import ExactMath
import Foundation
import Recurrence

extension TraceReport {
    /// The trace for people: parts as blocks, nodes down, time across, gradients under values; fits 80 columns.
    public func writeTable(to target: inout some TextOutputStream) {
        let steps = trace.network.parts.map(\.steps.upperBound).max() ?? 1
        target.write(trace.losses.isEmpty ? "no loss, so every gradient is 0" : "loss \(cell(trace.loss))")
        let each = trace.losses.map { "t=\($0.step) \(cell($0.value))" }
        let mean = trace.stepsAveraged == nil ? "" : "the mean of "
        target.write(each.count > 1 && steps <= 12 ? "    (\(mean)\(each.joined(separator: "  ")))\n" : "\n")
        for part in shownParts { write(part, to: &target) }
        writeParameters(to: &target)
        if byLoss { writeTriangle(to: &target) }
        if jacobians { writeJacobians(to: &target) }
        if let certificate { writeCertificate(certificate, to: &target) }
    }

    private static var columns: Int { 6 }

    /// The nodes of all parts of one name, in the order in which a step computes them.
    private struct ShownPart {
        let name: String
        var nodes: [NodeID]
    }

    private var shownParts: [ShownPart] {
        let network = trace.network
        var parts: [ShownPart] = []
        let outputs = network.runningOrder.map { network.equations[$0].output }
        for node in [network.inputs] + outputs where network[node].isShown {
            let name = network.part(of: node).name
            if let index = parts.firstIndex(where: { $0.name == name }) {
                if !parts[index].nodes.contains(node) { parts[index].nodes.append(node) }
            } else {
                parts.append(ShownPart(name: name, nodes: [node]))
            }
        }
        return parts
    }

    private func write(_ part: ShownPart, to target: inout some TextOutputStream) {
        let network = trace.network
        let first = part.nodes.map { network[$0].steps.lowerBound }.min() ?? 1
        let last = part.nodes.map { network[$0].steps.upperBound }.max() ?? 1
        writeGivenStates(part, to: &target)
        for start in stride(from: first, through: last, by: Self.columns) {
            let shown = Array(start...min(start + Self.columns - 1, last))
            target.write("\n\(pad(part.name, 16))" + shown.map { rightAligned("t=\($0)") }.joined() + "\n")
            for node in part.nodes where network[node].steps.overlaps(start...(shown.last ?? start)) {
                let width = network[node].width
                let rows = shown.map { network[node].steps.contains($0) ? $0 : nil }
                for unit in 0..<width {
                    let name = width > 1 ? "\(network[node].name)[\(unit + 1)]" : network[node].name
                    line("  \(name)", rows.map { t in t.map { trace.value(node, at: $0) } }, unit, &target)
                    line("    gradient", rows.map { t in t.map { trace.gradient(node, at: $0) } }, unit, &target)
                }
            }
        }
    }

    private func writeGivenStates(_ shown: ShownPart, to target: inout some TextOutputStream) {
        for part in trace.network.parts where part.name == shown.name && part.layer?.initialState == .given {
            for state in part.states {
                target.write("\n\(pad("\(part.name) t=0", 16))\n")
                for unit in 0..<trace.network[state].width {
                    line(
                        "  \(trace.network[state].name)0[\(unit + 1)]", [trace.value(state, at: part.initialStep)],
                        unit, &target)
                    line("    gradient", [trace.gradient(state, at: part.initialStep)], unit, &target)
                }
            }
        }
    }

    private func line(_ label: String, _ cells: [ArraySlice<S>?], _ unit: Int, _ target: inout some TextOutputStream) {
        let texts = cells.map { slice in slice.map { rightAligned(cell($0[$0.startIndex + unit])) } ?? rightAligned("")
        }
        target.write((pad(label, 16) + texts.joined()).trimmingTrailingBlanks + "\n")
    }

    private func writeParameters(to target: inout some TextOutputStream) {
        let clipped = clipping.map { trace.clipped($0) }
        target.write("\n\(pad("parameter", 28))\(rightAligned("value"))\(rightAligned("gradient"))")
        target.write(clipped == nil ? "\n" : "\(rightAligned("clipped"))\n")
        for parameter in parameters {
            for index in parameter.range {
                let entry = index - parameter.offset
                let place =
                    parameter.isVector
                    ? "[\(entry + 1)]" : "[\(entry / parameter.columns + 1)][\(entry % parameter.columns + 1)]"
                target.write(pad("  \(parameter.path)\(place)", 28))
                target.write(rightAligned(cell(trace.values[index])) + rightAligned(cell(trace.gradients[index])))
                if let clipped { target.write(rightAligned(cell(clipped.approximations[index]))) }
                target.write("\n")
            }
        }
        target.write("\ngradient norm \(cell(trace.gradientNorm))")
        guard trace.gradientNorm.isFinite else {
            target.write(": not finite, so there is no norm and no step\n")
            return
        }
        if let clipping {
            target.write(", clipped by \(clipping.by.rawValue) at \(cell(clipping.at.approximation))")
            if let scale = clipped?.scale { target.write(": scale \(cell(scale))") }
        }
        target.write("\n")
    }

    private func writeTriangle(to target: inout some TextOutputStream) {
        target.write("\nthe triangle: gradients of one loss at a time\n")
        triangle { entry in
            let name = "\(trace.network.part(of: entry.node).name).\(trace.network[entry.node].name)[\(entry.t)]"
            target.write(
                pad("  dL_\(entry.k)/d\(name)", 34) + entry.gradient.map { rightAligned(cell($0)) }.joined() + "\n")
        }
    }

    private func writeJacobians(to target: inout some TextOutputStream) {
        target.write("\nJacobians of each step with respect to the step before\n")
        trace.jacobians { jacobian in
            let name = trace.network.parts[jacobian.part].name
            target.write(
                "  \(name) t=\(jacobian.step): largest singular value \(cell(jacobian.largestSingularValue)), ")
            target.write("spectral radius \(cell(jacobian.spectralRadius))\n")
            for row in jacobian.matrix { target.write("    " + row.map { rightAligned(cell($0)) }.joined() + "\n") }
        }
    }

    private func writeCertificate(_ certificate: Certificate, to target: inout some TextOutputStream) {
        target.write("\ncheck: the same gradients by other methods\n")
        for finding in [certificate.forwardMode, certificate.triangle, certificate.differences].compactMap({ $0 }) {
            let place = finding.parameter.map { " at \($0)" } ?? ""
            guard finding.isJudged else {
                target.write("  \(pad(finding.method, 28))neither agrees nor disagrees: a number is not finite\n")
                continue
            }
            let verdict = finding.passed ? "agrees" : "DISAGREES"
            target.write("  \(pad(finding.method, 28))\(pad(verdict, 11))")
            target.write("largest difference \(cell(finding.worst))\(finding.worst == 0 ? "" : place), ")
            target.write("\(finding.directions) directions\n")
        }
    }

    private func cell(_ value: S) -> String {
        S.isExact ? value.description : cell(value.approximation)
    }

    private func cell(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value != 0 && (abs(value) < 1e-3 || abs(value) >= 1e5) { return String(format: "%.2e", value) }
        return String(format: "%.4f", value)
    }

    private func rightAligned(_ text: String) -> String {
        String(repeating: " ", count: max(1, 10 - text.count)) + text
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

extension String {
    fileprivate var trimmingTrailingBlanks: String {
        String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
    }
}
