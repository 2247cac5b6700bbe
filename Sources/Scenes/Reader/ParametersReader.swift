import ExactMath
import Recurrence
import Wording

/// Reads `parameters`: values that fit the network, and how the others begin.
struct ParametersReader {
    let network: Network

    /// The values under `values`, by path; each of the shape that the network needs.
    func readValues(_ node: DocumentNode) throws(Misfit) -> [String: ParameterValue] {
        guard node.kind == .mapping else {
            throw Misfit(.wrongKind(of: "values", found: node.summary, expected: "a mapping of parameters"), at: node)
        }
        var parameters: [String: Parameter] = [:]
        for parameter in network.parameters { parameters[parameter.path] = parameter }
        var values: [String: ParameterValue] = [:]
        for (key, value) in node.pairs {
            guard let parameter = parameters[key.text] else {
                throw Misfit(.unknownParameter(key.text, known: network.pathsInReadingOrder), at: key)
            }
            values[parameter.path] = try read(value, as: parameter)
        }
        return values
    }

    /// Refuses a scene that leaves parameters without values.
    func check(
        _ values: [String: ParameterValue], initialization: Initialization?, at node: DocumentNode
    ) throws(Misfit) {
        guard initialization == nil else { return }
        let missing = network.pathsInReadingOrder.filter { values[$0] == nil }
        guard missing.isEmpty else { throw Misfit(.missingParameters(missing), at: node) }
    }

    private func read(_ node: DocumentNode, as parameter: Parameter) throws(Misfit) -> ParameterValue {
        let path = parameter.path
        let rows = Array(
            try node.list(of: path, expected: parameter.isVector ? "a list of numbers" : "a list of rows"))
        guard let first = rows.first else { throw misshapen(parameter, found: "empty", at: node) }
        var numbers: [Number] = []
        if parameter.isVector {
            guard first.kind != .sequence else {
                throw misshapen(parameter, found: "a list of \(Words.count(rows.count, "row"))", at: node)
            }
            guard rows.count == parameter.rows else {
                throw misshapen(parameter, found: "a list of \(rows.count)", at: node)
            }
            for item in rows { numbers.append(try item.number(of: path)) }
        } else {
            var columns: Int?
            for (i, row) in rows.enumerated() {
                let items = Array(try row.list(of: "row \(i + 1) of \(path)", expected: "a list of numbers"))
                if let columns, items.count != columns {
                    throw Misfit(.raggedMatrix(path, row: i + 1, found: items.count, expected: columns), at: row)
                }
                columns = items.count
                guard items.count == parameter.columns else { continue }
                for item in items { numbers.append(try item.number(of: path)) }
            }
            guard rows.count == parameter.rows, columns == parameter.columns else {
                throw misshapen(parameter, found: "\(rows.count)×\(columns ?? 0)", at: node)
            }
        }
        return ParameterValue(
            rows: parameter.rows, columns: parameter.columns, isVector: parameter.isVector, numbers: numbers)
    }

    private func misshapen(_ parameter: Parameter, found: String, at node: DocumentNode) -> Misfit {
        let needed =
            parameter.isVector
            ? "a list of \(Words.count(parameter.rows, "number"))" : "\(parameter.rows)×\(parameter.columns)"
        return Misfit(
            .parameterShape(parameter.path, found: found, needed: needed, letters: parameter.shape), at: node)
    }

    static func readInitialization(_ node: DocumentNode) throws(Misfit) -> Initialization {
        let fields = try Fields(
            node, of: "initialize", known: ["scheme", "seed", "gain", "forget_bias", "spectral_radius"])
        var initialization = Initialization()
        if let node = fields["scheme"] { initialization.scheme = try node.word(of: "scheme") }
        if let node = fields["seed"] { initialization.seed = try node.seed(of: "seed") }
        if let node = fields["gain"] { initialization.gain = try moderate(node, of: "gain") }
        if let node = fields["forget_bias"] { initialization.forgetBias = try moderate(node, of: "forget_bias") }
        if let node = fields["spectral_radius"] {
            initialization.spectralRadius = try moderate(node, of: "spectral_radius", from: 0)
        }
        return initialization
    }

    /// A number whose products with weights stay finite.
    private static func moderate(_ node: DocumentNode, of what: String, from lowest: Int = -1_000_000) throws(Misfit)
        -> Double
    {
        let number = try node.number(of: what)
        guard number.double >= Double(lowest), number.double <= 1e6 else {
            throw Misfit(.notBetween(of: what, found: node.text, lowest...1_000_000), at: node)
        }
        return number.double
    }
}
