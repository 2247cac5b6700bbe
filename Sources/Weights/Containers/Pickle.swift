/// What can be told of a pickle without opening it.
enum Pickle {
    /// Whether a checkpoint of torch names classes that are not those of plain tensors: a whole module then, whose
    /// Python code must be there to open it.
    static func isOfClasses(_ bytes: [UInt8]) -> Bool {
        guard
            let start = bytes.indices.first(where: { bytes[$0] == 0x80 && $0 + 1 < bytes.count && bytes[$0 + 1] == 2 })
        else { return false }
        // Storages follow the pickle; what names a class stands in front of them.
        let pickle = bytes[start..<min(bytes.count, start + 1 << 20)]
        return contains("torch.nn.modules", in: pickle) || contains("__main__", in: pickle)
            || contains("_parameters", in: pickle) && contains("_modules", in: pickle)
    }

    /// Whether a text stands somewhere in bytes.
    static func contains(_ text: String, in bytes: ArraySlice<UInt8>) -> Bool {
        let pattern = Array(text.utf8)
        guard let first = pattern.first, bytes.count >= pattern.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            (0...bytes.count - pattern.count).contains { start in
                bytes[start] == first && pattern.indices.allSatisfy { bytes[start + $0] == pattern[$0] }
            }
        }
    }
}
