import ExactMath
import Recurrence
import Wording

extension TraceReport {
    /// The trace as `unfold.trace/1`.
    public func writeJSON<Target: TextOutputStream>(to target: Target) -> Target {
        var json = JSONText(target)
        json.object { json in
            json.member("format", "\"unfold.trace/1\"")
            json.member("loss", JSONToken.number(trace.loss))
            json.key("losses")
            json.array { json in
                for loss in trace.losses {
                    json.object { json in
                        json.member("t", "\(loss.step)")
                        json.member("value", JSONToken.number(loss.value))
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
        json.end()
        return json.output
    }

    private func writeNodes<Target>(_ json: inout JSONText<Target>) {
        json.key("nodes")
        json.array { json in
            rows { row in
                json.object { json in
                    json.member("part", JSONToken.string(row.part))
                    json.member("name", JSONToken.string(row.name))
                    json.member("t", "\(row.t)")
                    json.key("value")
                    json.vector(trace.value(row.node, at: row.step))
                    json.key("gradient")
                    json.vector(trace.gradient(row.node, at: row.step))
                }
            }
        }
    }

    private func writeParameters<Target>(_ json: inout JSONText<Target>) {
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

    private func write<Target>(_ clipped: ClippedGradients<S>, _ json: inout JSONText<Target>) {
        json.key("clip")
        json.object { json in
            json.member("by", JSONToken.string(clipped.clipping.by.rawValue))
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

    private func writeTriangle<Target>(_ json: inout JSONText<Target>) {
        json.key("triangle")
        json.array { json in
            trace.triangle { entry in
                json.object { json in
                    json.member("part", JSONToken.string(trace.network.part(of: entry.node).name))
                    json.member("name", JSONToken.string(trace.network[entry.node].name))
                    json.member("k", "\(entry.k)")
                    json.member("t", "\(entry.t)")
                    json.key("gradient")
                    json.vector(entry.gradient[...])
                    json.member("norm", JSONToken.number(euclideanNorm(entry.gradient.map(\.approximation))))
                }
            }
        }
    }

    private func writeJacobians<Target>(_ json: inout JSONText<Target>) {
        json.key("jacobians")
        json.array { json in
            trace.jacobians { jacobian in
                json.object { json in
                    json.member("part", JSONToken.string(trace.network.parts[jacobian.part].name))
                    json.member("t", "\(jacobian.step)")
                    json.key("matrix")
                    json.array { json in for row in jacobian.matrix { json.vector(row[...]) } }
                    json.member("largest_singular_value", JSONToken.number(jacobian.largestSingularValue))
                    json.member("spectral_radius", JSONToken.number(jacobian.spectralRadius))
                }
            }
        }
    }

    private func write<Target>(_ certificate: Certificate, _ json: inout JSONText<Target>) {
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
    fileprivate mutating func vector<S: Scalar>(_ entries: ArraySlice<S>) {
        array { json in for entry in entries { json.token(JSONToken.number(entry)) } }
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
