/// The dialect that a converting command knew from the file's form and wrote beside the arrays.
enum StatedDialect {
    static let file = "dialect.txt"

    /// The dialect's name, or nil where the file states none that is known.
    static func of(_ file: TensorFile) -> String? {
        guard let tensor = file[Self.file], tensor.type == .u8, tensor.shape.count == 1, tensor.count < 100,
            let name = String(validating: file[Self.file].map { Array($0.file[$0.range]) } ?? [], as: UTF8.self)
        else { return nil }
        return Dialect.named(name).isEmpty ? nil : name
    }
}
