import Wording

/// The arrays of a file under the names that a dialect looks for.
///
/// Wrappers are taken out of the names, slashes are dots, tied arrays stand under both their names, and arrays that a
/// parametrization computes stand under the name of what it computes.
struct ArrayTable {
    struct Entry {
        /// The name that dialects see.
        var name: String
        var tensor: Tensor
        /// The names in the file of what it was made of.
        var sources: [String]
        /// The last part of the name, and the last two.
        let leaf: String
        let tail: String
        /// Whether it belongs to training and not to the model.
        let isBookkeeping: Bool

        init(name: String, tensor: Tensor, sources: [String]) {
            self.name = name
            self.tensor = tensor
            self.sources = sources
            let parts = name.split(separator: ".")
            leaf = parts.last.map(String.init) ?? name
            tail = parts.suffix(2).joined(separator: ".")
            isBookkeeping = parts.contains(where: Self.isOfTraining)
        }

        private static func isOfTraining(_ part: Substring) -> Bool {
            let words = ["optim", "opt_state", "scheduler", "lr_sched", "rngs", "seed_generator", "num_batches"]
            return words.contains { part.hasPrefix($0) }
        }
    }

    private(set) var entries: [Entry] = []
    private var places: [String: Int] = [:]
    /// Sentences about what was computed or stands for something else.
    private(set) var notes: [String] = []

    init(_ file: TensorFile) throws(WeightsError) {
        for tensor in file.tensors {
            add(Entry(name: Self.plain(tensor.name), tensor: tensor, sources: [tensor.name]))
        }
        addTied(file.metadata)
        try Parametrization.compute(in: &self)
    }

    /// Adds an array, but under a name that another has not taken.
    mutating func add(_ entry: Entry) {
        guard places[entry.name] == nil else { return }
        places[entry.name] = entries.count
        entries.append(entry)
    }

    /// Takes arrays out and puts one that was computed from them in.
    mutating func replace(_ parts: [Entry], by tensor: Tensor, note: String) {
        let names = Set(parts.map(\.name))
        entries.removeAll { names.contains($0.name) }
        if let stale = entries.firstIndex(where: { $0.name == tensor.name }) { entries.remove(at: stale) }
        entries.append(Entry(name: tensor.name, tensor: tensor, sources: parts.flatMap(\.sources)))
        places = Dictionary(entries.enumerated().map { ($1.name, $0) }) { first, _ in first }
        notes.append(note)
    }

    /// The names in the file behind each array that does not stand in it under its own.
    var origins: [String: [String]] {
        let moved = entries.filter { $0.sources != [$0.tensor.name] }
        return Dictionary(moved.map { ($0.tensor.name, $0.sources) }) { first, _ in first }
    }

    mutating func note(_ sentence: String) { notes.append(sentence) }

    subscript(name: String) -> Entry? { places[name].map { entries[$0] } }

    /// safetensors' `save_model` keeps one name of tied arrays and notes which other names it dropped for it.
    private mutating func addTied(_ metadata: [String: String]) {
        for (dropped, kept) in metadata.sorted(by: { $0.key < $1.key }) {
            guard self[Self.plain(dropped)] == nil, let entry = self[Self.plain(kept)],
                dropped.unicodeScalars.allSatisfy(SafeText.isPrintable)
            else { continue }
            add(Entry(name: Self.plain(dropped), tensor: entry.tensor.renamed(dropped), sources: entry.sources))
            notes.append(
                "\(WeightsError.quoted(dropped)) is tied to \(WeightsError.quoted(kept)): one array stands for both")
        }
    }

    /// What torch.compile and data-parallel training put into names, and what tools put behind them, is taken out.
    static func plain(_ name: String) -> String {
        var parts = name.split(whereSeparator: { $0 == "." || $0 == "/" }).map(String.init)
        // TensorFlow's number of an output, and the value of a flax variable.
        if let last = parts.last, last.hasSuffix(":0") { parts[parts.count - 1] = String(last.dropLast(2)) }
        if parts.count > 1, parts.last == "value" { parts.removeLast() }
        let kept = parts.filter { $0 != "_orig_mod" && $0 != "module" }
        return (kept.isEmpty ? parts : kept).joined(separator: ".")
    }
}

/// Names as ways through modules, joined by dots.
enum ModulePath {
    /// What stands before the last dot, and after it.
    static func split(_ name: String) -> (path: String, leaf: String) {
        guard let dot = name.lastIndex(of: ".") else { return ("", name) }
        return (String(name[..<dot]), String(name[name.index(after: dot)...]))
    }

    static func join(_ path: String, _ leaf: String) -> String { path.isEmpty ? leaf : "\(path).\(leaf)" }

    /// Whether a path is another one or stands below it.
    static func isWithin(_ path: String, _ other: String) -> Bool {
        other.isEmpty || path == other || path.hasPrefix(other + ".")
    }
}
