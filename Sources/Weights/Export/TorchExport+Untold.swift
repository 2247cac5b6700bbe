import Recurrence
import Scenes
import Wording

extension TorchExport {
    /// What an npz archive has no place for and a plain import of it would take for something else, a sentence each.
    ///
    /// Found by importing the archive: what comes back is compared with the scene.
    public var untoldByNPZ: [String] {
        let told =
            (try? WeightsImport().scene(from: TensorFile(npz)).scene.model).map { ModelHints($0).dictionary } ?? [:]
        return ModelHints(scene.model).dictionary.sorted { $0.key < $1.key }.compactMap { key, meant in
            told[key] == meant ? nil : untold(key, meant, readBack: told[key])
        }
    }

    private func untold(_ key: String, _ meant: String, readBack: String?) -> String {
        let words = key.split(separator: ".").dropFirst().map(String.init)
        let part = words.dropLast().joined(separator: ".")
        let name = words.last ?? key
        let what = (part.isEmpty ? "" : "\(part)'s ") + name
        if name == "vocabulary" { return "npz does not hold the vocabulary; its tokens come back as their numbers" }
        let back = readBack.map { "\(name) \($0)" } ?? "none"
        return "npz does not hold \(what) \(meant); it comes back as \(back)" + remedy(name, meant)
    }

    /// The option of import that sets it right, where every layer takes it.
    private func remedy(_ name: String, _ meant: String) -> String {
        let plain = scene.model.stack.filter { RecurrentKind($0) == .rnn }
        switch name {
        case "cell" where plain.allSatisfy { $0.cell == meant }: return " without --cell \(meant)"
        case "activation" where plain.allSatisfy { $0.options.activation.rawValue == meant }:
            return " without --activation \(meant)"
        case "tied" where scene.model.embedding?.tied == true:
            return " without --embedding embedding --readout embedding"
        default: return ""
        }
    }
}
