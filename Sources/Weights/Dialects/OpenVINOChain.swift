import Recurrence
import Scenes

/// What each operation of an OpenVINO model reads, as the converting command follows it through operations that move numbers.
///
/// A source is the path of a layer or a matrix, `last` and a path for its last step, a path and `state` for a layer's last state,
/// a function and a path, or the type of another operation.
struct OpenVINOChain {
    private let descriptions: [DocumentNode]

    init(_ descriptions: [DocumentNode]) { self.descriptions = descriptions }

    /// Names what breaks the one chain of input, embedding, layers and readout that a scene can be, and finds its readout.
    ///
    /// Files of an older command say nothing about sources; nothing is checked there.
    func check(_ model: inout FoundModel, _ structure: inout FoundStructure) {
        guard descriptions.contains(where: { $0["source"] != nil }) else { return }
        var below = ""
        for (index, description) in descriptions.enumerated() {
            let path = "\(description["type"]?.text ?? "").\(index)"
            guard let module = model.modules.first(where: { $0.path == path }) else { continue }
            let source = description["source"]?.text ?? ""
            if below.isEmpty ? source != "Parameter" && !source.hasPrefix("embedding.") : source != below {
                structure.obstacles.append("\(path) reads \(WeightsError.quoted(source))")
            }
            checkLengths(description, of: module, &structure)
            below = path
        }
        findReadout(above: below, &model, &structure)
    }

    /// A sequence that ends before the last step leaves zeros behind it.
    private func checkLengths(_ description: DocumentNode, of module: FoundModule, _ structure: inout FoundStructure) {
        let lengths = description["lengths"].map { $0.kind == .sequence ? $0.children.map(\.text) : [] } ?? []
        guard let steps = description["steps"]?.text, !lengths.isEmpty, lengths.contains(where: { $0 != steps }) else {
            return
        }
        structure.obstacles.append("\(module.path): sequence_lengths: \(lengths.prefix(4).joined(separator: ", "))")
    }

    private func findReadout(above top: String, _ model: inout FoundModel, _ structure: inout FoundStructure) {
        func isOfTop(_ source: String) -> Bool {
            let isState = source == "\(top) state"
            if isState, model.modules.last?.layers.last?.directions.count == 2 { return false }
            if isState || source == "last \(top)" || source == "last \(top) state" { structure.onlyLast = true }
            return isState || source == top || source == "last \(top)" || source == "last \(top) state"
        }
        let results = sources(of: "Result")
        guard let result = results.first(where: { $0.contains("linear.") }) ?? results.first else { return }
        var words = result.split(separator: " ").map(String.init)
        var activation = ReadoutActivation.identity
        if let first = words.first, let function = ReadoutActivation(rawValue: first.lowercased()) {
            activation = function
            words.removeFirst()
        }
        if words.first == "last", words.count > 1, words[1].hasPrefix("linear.") {
            structure.onlyLast = true
            words.removeFirst()
        }
        let end = words.joined(separator: " ")
        let isMatrix = end.hasPrefix("linear.")
        let isLayer = !isMatrix && activation == .identity && isOfTop(end)
        let linear = descriptions.filter { $0["type"]?.text == "MatMul" }
        for description in linear {
            let path = description["path"]?.text ?? ""
            let source = description["source"]?.text ?? ""
            if path == end, isOfTop(source), let place = model.matrices.firstIndex(where: { $0.path == path }) {
                structure.readout = path
                model.matrices[place].activation = activation
            } else if isMatrix || isLayer || !isOfTop(source) {
                structure.obstacles.append("\(WeightsError.quoted(path)) reads \(WeightsError.quoted(source))")
            }
        }
        if !isMatrix, !isLayer {
            structure.obstacles.append("the output is that of \(WeightsError.quoted(result))")
        }
    }

    private func sources(of type: String) -> [String] {
        descriptions.filter { $0["type"]?.text == type }.compactMap { $0["source"]?.text }
    }
}
