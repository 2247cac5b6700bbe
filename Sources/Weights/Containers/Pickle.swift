/// What can be told of a pickle without opening it.
enum Pickle {
    /// What a checkpoint of torch holds, by the classes that its pickle names.
    ///
    /// `module` where it names those of modules, whose Python code must be there to open it; `objects` where it names others,
    /// such as numpy's or argparse's, or is pickled by a protocol from 4 on, both of which torch opens only with
    /// `weights_only=False`.
    static func content(ofTorch bytes: [UInt8]) -> ForeignFormat {
        guard let start = start(of: bytes) else { return .torchCheckpoint }
        // Storages follow the pickle; what names a class stands in front of them.
        let pickle = bytes[start..<min(bytes.count, start + 1 << 20)]
        if contains("torch.nn.modules", in: pickle) || contains("__main__", in: pickle)
            || contains("_parameters", in: pickle) && contains("_modules", in: pickle)
        {
            return .torchModule
        }
        let isOfTensors = modules(in: pickle).allSatisfy {
            ["torch", "collections"].contains($0.split(separator: ".").first)
        }
        return bytes[start + 1] < 4 && isOfTensors ? .torchCheckpoint : .torchObjects
    }

    /// Where the pickle starts, behind its name where it stands in an archive.
    private static func start(of bytes: [UInt8]) -> Int? {
        let name = Array("data.pkl".utf8)
        let first = bytes.first == 0x80 ? 0 : bytes.indices.first { bytes[$0...].starts(with: name) } ?? 0
        return bytes.indices[first...].first { index in
            bytes[index] == 0x80 && index + 1 < bytes.count && (2...5).contains(bytes[index + 1])
        }
    }

    /// The modules of the classes that GLOBAL operations name: `c`, a module and a name, each up to a line's end.
    private static func modules(in pickle: ArraySlice<UInt8>) -> Set<String> {
        var modules: Set<String> = []
        var rest = pickle
        while let start = rest.firstIndex(of: UInt8(ascii: "c")) {
            rest = rest[(start + 1)...]
            let near = rest.prefix(200)
            guard let end = near.firstIndex(of: 0x0A), end > start + 1,
                let second = near[(end + 1)...].firstIndex(of: 0x0A), second > end + 1,
                near[..<end].allSatisfy(isOfName), near[(end + 1)..<second].allSatisfy(isOfName)
            else { continue }
            modules.insert(String(decoding: near[..<end], as: UTF8.self))
            rest = rest[(second + 1)...]
        }
        return modules
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
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
