import ExactMath
import Recurrence
import Wording

extension TraceReport {
    /// The trace as `unfold.trace/1`.
    public func writeJSON<Target: TextOutputStream>(to target: Target) -> Target {
        var target = target
        var json = JSONText { target.write($0) }
        // Known to be doubles, the whole report is compiled for them.
        if let report = self as? TraceReport<Double> { report.write(&json) } else { write(&json) }
        json.end()
        return target
    }

    private func write(_ json: inout JSONText) {
        json.object { json in
            json.key("format")
            json.string("unfold.trace/1")
            json.key("loss")
            json.scalar(trace.loss)
            json.key("losses")
            json.array { json in
                for loss in trace.losses {
                    json.object { json in
                        json.key("t")
                        json.number(loss.step)
                        json.key("value")
                        json.scalar(loss.value)
                    }
                }
            }
            writeNodes(&json)
            writeParameters(&json)
            json.member("gradient_norm", JSONToken.number(trace.gradientNorm))
            if S.isExact { json.member("gradient_norm_squared", JSONToken.number(trace.gradientNormSquared)) }
            if let clipping { write(trace.clipped(clipping), &json) }
            if byLoss { writeTriangle(&json) }
            if jacobians { writeJacobians(&json) }
            if let certificate { write(certificate, &json) }
        }
    }

    private func writeNodes(_ json: inout JSONText) {
        json.key("nodes")
        json.array { json in
            rows { row in
                json.object { json in
                    json.key("part")
                    json.string(row.part)
                    json.key("name")
                    json.string(row.name)
                    json.key("t")
                    json.number(row.t)
                    json.key("value")
                    json.vector(trace.value(row.node, at: row.step))
                    json.key("gradient")
                    json.vector(trace.gradient(row.node, at: row.step))
                }
            }
        }
    }

    private func writeParameters(_ json: inout JSONText) {
        json.key("parameters")
        json.object { json in
            for parameter in parameters {
                json.key(parameter.path)
                json.object { json in
                    json.key("value")
                    json.entries(of: parameter, trace.value(parameter))
                    json.key("gradient")
                    json.entries(of: parameter, trace.gradient(parameter))
                }
            }
        }
    }

    private func write(_ clipped: ClippedGradients<S>, _ json: inout JSONText) {
        json.key("clip")
        json.object { json in
            json.key("by")
            json.string(clipped.clipping.by.rawValue)
            json.member("at", JSONToken.number(S(clipped.clipping.at)))
            if let scale = clipped.scale { json.member("scale", JSONToken.number(scale)) }
            json.key("parameters")
            json.object { json in
                for parameter in parameters {
                    json.key(parameter.path)
                    if let exact = clipped.exact {
                        json.entries(of: parameter, exact[parameter.range])
                    } else {
                        json.entries(of: parameter, clipped.approximations[parameter.range])
                    }
                }
            }
        }
    }

    private func writeTriangle(_ json: inout JSONText) {
        json.key("triangle")
        json.array { json in
            triangle { entry in
                json.object { json in
                    json.key("part")
                    json.string(trace.network.part(of: entry.node).name)
                    json.key("name")
                    json.string(trace.network[entry.node].name)
                    json.key("k")
                    json.number(entry.k)
                    json.key("t")
                    json.number(entry.t)
                    json.key("gradient")
                    json.vector(entry.gradient[...])
                    json.member("norm", JSONToken.number(euclideanNorm(entry.gradient.map(\.approximation))))
                }
            }
        }
    }

    private func writeJacobians(_ json: inout JSONText) {
        json.key("jacobians")
        json.array { json in
            trace.jacobians { jacobian in
                json.object { json in
                    json.key("part")
                    json.string(trace.network.parts[jacobian.part].name)
                    json.key("t")
                    json.number(jacobian.step)
                    json.key("matrix")
                    json.array { json in for row in jacobian.matrix { json.vector(row[...]) } }
                    json.member("largest_singular_value", JSONToken.number(jacobian.largestSingularValue))
                    json.member("spectral_radius", JSONToken.number(jacobian.spectralRadius))
                }
            }
        }
    }

    private func write(_ certificate: Certificate, _ json: inout JSONText) {
        json.key("check")
        json.object { json in
            json.members(of: certificate.forwardMode)
            json.member("passed", certificate.isJudged ? "\(certificate.passed)" : "null")
            for (name, finding) in [("triangle", certificate.triangle), ("differences", certificate.differences)] {
                guard let finding else { continue }
                json.key(name)
                json.object { json in
                    json.members(of: finding)
                    json.member("passed", finding.isJudged ? "\(finding.passed)" : "null")
                }
            }
        }
    }
}

extension JSONText {
    /// A double as a number; an exact number as a string, a fraction in lowest terms.
    fileprivate mutating func scalar<S: Scalar>(_ value: S) {
        if let double = value as? Double { number(double) } else { string(value.description) }
    }

    fileprivate mutating func vector<S: Scalar>(_ entries: ArraySlice<S>) {
        array { json in for entry in entries { json.scalar(entry) } }
    }

    /// A vector, or a matrix as an array of rows.
    fileprivate mutating func entries<S: Scalar>(of parameter: Parameter, _ entries: ArraySlice<S>) {
        if parameter.isVector { return vector(entries) }
        array { json in
            for row in 0..<parameter.rows {
                let start = entries.startIndex + row * parameter.columns
                json.vector(entries[start..<start + parameter.columns])
            }
        }
    }

    fileprivate mutating func members(of finding: Certificate.Finding) {
        member("method", JSONToken.string(finding.method))
        member("directions", "\(finding.directions)")
        member("worst", JSONToken.number(finding.worst))
        member("parameter", finding.parameter.map(JSONToken.string) ?? "null")
    }
}
