import Foundation
import Scenes
import Weights
import Testing

@Suite struct SafetensorsTests {
    /// What the reference implementation reads and this program does not.
    static let stricter: Set = [
        "control_name.safetensors", "dup_key_same_range.safetensors", "many_tensors.safetensors",
    ]

    static let verdicts: [String: String] = {
        let data = (try? Data(contentsOf: Samples.folder.appending(path: "hostile/verdicts.json"))) ?? Data()
        return (try? JSONDecoder().decode([String: String].self, from: data)) ?? [:]
    }()

    @Test func thereAreSixtyTwoHostileFiles() {
        #expect(Self.verdicts.count == 62)
    }

    @Test(arguments: verdicts.keys.sorted())
    func hostileFile(_ name: String) throws {
        let bytes = try Samples.bytes("hostile/" + name)
        let accepted = Self.verdicts[name] == "accept" && !Self.stricter.contains(name)
        let start = ContinuousClock.now
        do {
            _ = try TensorFile(bytes)
            #expect(accepted)
        } catch {
            #expect(!accepted, "\(error)")
            let sentence = "\(error)"
            #expect(sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
            #expect(sentence.count < 400)
        }
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func sentences() throws {
        let expected = [
            "control_name": #"the name "U+001B[31mredU+0007" has a control character in it; names are plain text"#,
            "dup_key_escaped": #"the name "a" stands there twice; every tensor needs a name of its own"#,
            "float_offset": "safetensors header, byte 56: an offset must be written as a non-negative integer",
            "hole": #"tensor "b": it begins at data byte 8, but the one before it ends at 4"#,
            "short": "safetensors header, byte 0: the file has 3 bytes; the header's length alone takes 8",
            "shape_mismatch": #"tensor "a": its shape and dtype take 8 bytes, but data_offsets span 4"#,
            "unknown_dtype": #"tensor "a": its dtype "F31" is unknown"#,
            "many_tensors":
                "safetensors header, byte 0: its length is given as 1148891 bytes, over the limit of 1048576",
        ]
        for (name, sentence) in expected {
            let bytes = try Samples.bytes("hostile/\(name).safetensors")
            let error = #expect(throws: WeightsError.self) { try TensorFile(bytes) }
            #expect(error?.description == sentence)
        }
    }

    @Test func whatIsNoCharacterIsWrittenOut() {
        for (scalar, written) in [
            ("\u{7BF}", "07BF"), ("\u{E000}", "E000"), ("\u{202E}", "202E"), ("\u{2028}", "2028"),
        ] {
            #expect(
                WeightsError.controlCharacters(name: "w" + scalar).description
                    == "the name \"wU+\(written)\" has a control character in it; names are plain text")
        }
    }

    @Test func rankOverFourIsRefused() throws {
        let four = #"{"a":{"dtype":"U8","shape":[1,1,1,1],"data_offsets":[0,1]}}"#
        let five = #"{"a":{"dtype":"U8","shape":[1,1,1,1,1],"data_offsets":[0,1]}}"#
        #expect(try TensorFile(Samples.safetensors(four, data: [0])).tensors.count == 1)
        #expect(throws: WeightsError.tensor(name: "a", "it has 5 dimensions; at most 4 are read")) {
            try TensorFile(Samples.safetensors(five, data: [0]))
        }
    }

    @Test func everyFloatingTypeIsExact() throws {
        let header = """
            {"h":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},\
            "b":{"dtype":"BF16","shape":[3],"data_offsets":[8,14]},\
            "s":{"dtype":"F32","shape":[2],"data_offsets":[14,22]},\
            "d":{"dtype":"F64","shape":[1],"data_offsets":[22,30]},\
            "i":{"dtype":"I32","shape":[],"data_offsets":[30,34]}}
            """
        let data: [UInt8] =
            [0x01, 0x00, 0x55, 0x35, 0xFF, 0x7B, 0x00, 0xFC]  // 2^-24, 0.333251953125, 65504, -inf
            + [0xAB, 0x3E, 0x00, 0x80, 0x80, 0x7F]  // 0.333984375, -0, inf
            + [0xCD, 0xCC, 0xCC, 0x3D, 0x01, 0x00, 0x00, 0x00]  // Float(0.1), 2^-149
            + [0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xB9, 0x3F]  // 0.1
            + [1, 0, 0, 0]
        let file = try TensorFile(Samples.safetensors(header, data: data))
        #expect(try file["h"]?.values() == [0x1p-24, 0.333251953125, 65504, -.infinity])
        #expect(try file["b"]?.values() == [0.333984375, 0, .infinity])
        #expect(try file["b"]?.values()[1].sign == .minus)
        #expect(try file["s"]?.values() == [Double(Float(0.1)), 0x1p-149])
        #expect(try file["d"]?.values() == [0.1])
        #expect(throws: WeightsError.elementType(tensor: "i", type: "I32")) { try file["i"]?.values() }
    }

    @Test func metadataAndOrder() throws {
        let file = try TensorFile(Samples.bytes("gru.safetensors"))
        #expect(file.metadata == ["framework": "torch 2.13.0+cpu", "format": "pt"])
        #expect(file.tensors.map(\.name) == ["bias_hh_l0", "bias_ih_l0", "weight_hh_l0", "weight_ih_l0"])
        #expect(file.tensors.map(\.shape) == [[6], [6], [6, 2], [6, 3]])
    }

    @Test(arguments: [
        #"{"a":01}"#, #"{"a":1.}"#, #"{"a":{"x":1e}}"#, #"{"a":{"x":tru}}"#, #"{"a" {}}"#, #"{"a\q":{}}"#,
        #"{"\ud800\u0041":{}}"#, "{\"a\u{1}\":{}}", #"{"a":{"dtype":"F32"}"#, "{,}", "{}{}", #"{"a":"#, #"{"a"#,
        #"{"\u12"#,
    ])
    func brokenHeaders(_ header: String) {
        #expect(throws: WeightsError.self) { try TensorFile(Samples.safetensors(header)) }
    }

    @Test func escapesInNamesAndIgnoredFields() throws {
        let header = """
            {"\\u0061\\ud83d\\ude00\\/":{"dtype":"U8","x":[{"y":[null,true,-1.5e+3,"\\n"]},{}],"shape":[0],"data_offsets":[0,0]}}
            """
        let file = try TensorFile(Samples.safetensors(header))
        #expect(file.tensors.map(\.name) == ["a😀/"])
    }
}
