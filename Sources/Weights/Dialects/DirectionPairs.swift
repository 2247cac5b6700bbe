extension FoundModule {
    /// Two cells whose paths differ in one part, forward here and backward there, are one layer.
    static func paired(_ modules: [FoundModule]) -> [FoundModule] {
        let places = Dictionary(modules.enumerated().map { ($1.path, $0) }) { first, _ in first }
        var isTaken = [Bool](repeating: false, count: modules.count)
        var result: [FoundModule] = []
        for (index, module) in modules.enumerated() where !isTaken[index] {
            isTaken[index] = true
            let twin = twins(of: module.path).lazy.compactMap { places[$0] }.first { !isTaken[$0] }
            guard let twin else {
                result.append(module)
                continue
            }
            isTaken[twin] = true
            let isSwapped = isBackward(module.path)
            result.append(isSwapped ? pair(modules[twin], module) : pair(module, modules[twin]))
        }
        return result
    }

    private static func isBackward(_ path: String) -> Bool {
        path.split(separator: ".").contains { $0.hasPrefix("backward") || $0 == "cell_bw" }
    }

    private static func twins(of path: String) -> [String] {
        let parts = path.split(separator: ".").map(String.init)
        let words = [("forward", "backward"), ("backward", "forward"), ("cell_fw", "cell_bw"), ("cell_bw", "cell_fw")]
        return parts.indices.flatMap { index in
            words.compactMap { word, other in
                guard parts[index].hasPrefix(word) else { return nil }
                var twin = parts
                twin[index] = other + parts[index].dropFirst(word.count)
                return twin.joined(separator: ".")
            }
        }
    }

    private static func pair(_ forward: FoundModule, _ backward: FoundModule) -> FoundModule {
        var module = forward
        let parts = forward.path.split(separator: ".").map(String.init)
        let cut = parts.firstIndex { $0.hasPrefix("forward") || $0 == "cell_fw" } ?? 0
        module.title = cut == 0 ? forward.title : parts[..<cut].filter { $0 != "params" }.joined(separator: ".")
        module.sources.formUnion(backward.sources)
        module.problem = forward.problem ?? backward.problem
        guard module.problem == nil, forward.layers.count == 1, backward.layers.count == 1 else { return module }
        let directions = [forward.layers[0].directions[0], backward.layers[0].directions[0]]
        do throws(WeightsError) {
            try FoundLayer.checkTwins(directions)
            module.layers = [FoundLayer(directions: directions)]
        } catch { module.problem = error }
        return module
    }
}

extension FoundLayer {
    /// Both directions of a layer are of one kind, width and make.
    static func checkTwins(_ directions: [CellArrays]) throws(WeightsError) {
        guard directions.count == 2 else { return }
        let (forward, backward) = (directions[0], directions[1])
        guard forward.kind == backward.kind, forward.hidden == backward.hidden,
            forward.inputWidth == backward.inputWidth,
            forward.reset == backward.reset, forward.hasPeepholes == backward.hasPeepholes
        else {
            throw .tensor(name: backward.sources[0], "its shape is not that of the other direction of its layer")
        }
        guard forward.hasBias == backward.hasBias else {
            throw .tensor(name: forward.sources[0], "one direction of its layer has biases, the other has none")
        }
    }
}
