/// The safetensors format: eight bytes of header length, a JSON header, the elements of all tensors without gaps.
///
/// Source: the format's specification, huggingface.co/docs/safetensors. Stricter than its reference implementation in four
/// points: duplicate names, control characters in names, headers over 1 MiB and more than four dimensions are refused.
enum Safetensors {
    static let longestHeader = 1 << 20

    /// One entry of the header; offsets count from the first byte after the header.
    private struct Entry {
        var name: String
        var type: ElementType
        var shape: [Int]
        var begin: Int
        var end: Int
    }

    static func read(_ bytes: [UInt8]) throws(WeightsError) -> TensorFile {
        guard bytes.count >= 8 else {
            throw .malformed(
                .safetensors, offset: 0, "the file has \(bytes.count) bytes; the header's length alone takes 8")
        }
        let length = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= longestHeader else {
            throw .malformed(
                .safetensors, offset: 0, "its length is given as \(length) bytes, over the limit of \(longestHeader)")
        }
        let dataStart = 8 + Int(length)
        guard dataStart <= bytes.count else {
            throw .malformed(
                .safetensors, offset: 0, "its length is given as \(length) bytes, but \(bytes.count - 8) follow")
        }
        var json = try StrictJSON(bytes, in: 8..<dataStart)
        let (entries, metadata) = try header(&json)
        try checkCoverage(entries, dataCount: bytes.count - dataStart)
        let tensors = entries.map { entry in
            Tensor(
                name: entry.name, type: entry.type, shape: entry.shape,
                range: dataStart + entry.begin..<dataStart + entry.end, file: bytes, firstIndexFastest: false)
        }
        return TensorFile(tensors: tensors, metadata: metadata)
    }

    private static func header(_ json: inout StrictJSON) throws(WeightsError) -> ([Entry], [String: String]) {
        var entries: [Entry] = []
        var names = TensorNames()
        var metadata: [String: String]?
        try json.object { (json, name) throws(WeightsError) in
            if name == "__metadata__" {
                guard metadata == nil else { throw .duplicateName(name) }
                metadata = try strings(&json)
                return
            }
            try names.take(name)
            entries.append(try entry(name, &json))
        }
        try json.expectEnd()
        return (entries, metadata ?? [:])
    }

    /// A map from strings to strings, or null; of a repeated key the last value counts.
    private static func strings(_ json: inout StrictJSON) throws(WeightsError) -> [String: String] {
        var map: [String: String] = [:]
        if json.takeNull() { return map }
        try json.object { (json, key) throws(WeightsError) in map[key] = try json.string() }
        return map
    }

    private static func entry(_ name: String, _ json: inout StrictJSON) throws(WeightsError) -> Entry {
        var type: ElementType?
        var shape: [Int]?
        var offsets: [Int]?
        try json.object { (json, key) throws(WeightsError) in
            switch key {
            case "dtype" where type == nil:
                let text = try json.string()
                guard let known = ElementType(rawValue: text) else {
                    throw .tensor(name: name, "its dtype \(WeightsError.quoted(text)) is unknown")
                }
                type = known
            case "shape" where shape == nil: shape = try integers("a dimension", &json)
            case "data_offsets" where offsets == nil: offsets = try integers("an offset", &json)
            case "dtype", "shape", "data_offsets": throw .tensor(name: name, "its entry has \(key) twice")
            default: try json.skipValue()
            }
        }
        guard let type else { throw .tensor(name: name, "its entry has no dtype") }
        guard let shape else { throw .tensor(name: name, "its entry has no shape") }
        guard let offsets else { throw .tensor(name: name, "its entry has no data_offsets") }
        guard offsets.count == 2 else {
            throw .tensor(name: name, "data_offsets must be two numbers, begin and end, not \(offsets.count)")
        }
        let entry = Entry(name: name, type: type, shape: shape, begin: offsets[0], end: offsets[1])
        try checkSize(entry)
        return entry
    }

    private static func integers(_ role: String, _ json: inout StrictJSON) throws(WeightsError) -> [Int] {
        var numbers: [Int] = []
        try json.array { (json) throws(WeightsError) in numbers.append(try json.unsigned(role)) }
        return numbers
    }

    private static func checkSize(_ entry: Entry) throws(WeightsError) {
        guard entry.shape.count <= Tensor.highestRank else {
            throw .tensor(
                name: entry.name, "it has \(entry.shape.count) dimensions; at most \(Tensor.highestRank) are read")
        }
        guard entry.begin <= entry.end else {
            throw .tensor(name: entry.name, "it ends at byte \(entry.end), before it begins at \(entry.begin)")
        }
        guard let bits = entry.type.bits(in: entry.shape) else {
            throw .tensor(name: entry.name, "its shape has more elements than can be counted")
        }
        guard bits % 8 == 0 else { throw .tensor(name: entry.name, "its \(bits) bits are no whole number of bytes") }
        guard bits / 8 == entry.end - entry.begin else {
            throw .tensor(
                name: entry.name,
                "its shape and dtype take \(bits / 8) bytes, but data_offsets span \(entry.end - entry.begin)")
        }
    }

    /// Throws unless the tensors follow one another from the first data byte to the last.
    private static func checkCoverage(_ entries: [Entry], dataCount: Int) throws(WeightsError) {
        var covered = 0
        for entry in entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
            guard entry.begin == covered else {
                throw .tensor(
                    name: entry.name,
                    "it begins at data byte \(entry.begin), but the one before it ends at \(covered)")
            }
            covered = entry.end
        }
        guard covered == dataCount else {
            throw .malformed(
                .safetensors, offset: 0, "its tensors take \(covered) bytes of data, but \(dataCount) follow it")
        }
    }
}
