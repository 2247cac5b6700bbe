import Foundation
import Scenes
import Testing

/// Damaged files must end in an error or a file, never in a trap: a trap ends the test run.
@Suite struct FuzzTests {
    static let files = [
        "gru.safetensors", "lstm_2l_bi.safetensors", "lstm_f16_prefixed.safetensors", "hostile/meta_ok.safetensors",
        "npz/lstm_2l_bi.npz", "npz/mixed.npz",
    ]

    @Test(arguments: files)
    func mutatedFile(_ name: String) throws {
        let original = try Samples.bytes(name)
        var random = SplitMix64(state: 7)
        var refused = 0
        for _ in 0..<4_000 {
            let damaged = Self.mutate(original, using: &random)
            do {
                let file = try TensorFile(damaged)
                for tensor in file.tensors { _ = try? tensor.values() }
                _ = try? TorchImport().scene(from: file)
                #expect(TorchListing(file).lines.count >= file.tensors.count)
            } catch {
                refused += 1
                #expect(!error.description.isEmpty)
            }
        }
        #expect(refused > 400)
    }

    static func mutate(_ original: [UInt8], using random: inout SplitMix64) -> [UInt8] {
        var bytes = original
        for _ in 0...Int.random(in: 0..<3, using: &random) {
            guard !bytes.isEmpty else { break }
            // Most of what can go wrong stands at the ends: headers in front, directories behind.
            let window = min(bytes.count, 400)
            let near = Int.random(in: 0..<window, using: &random)
            let place = Bool.random(using: &random) ? near : bytes.count - 1 - near
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(Array("\"{}[]:,0-9e.\\u".utf8).randomElement(using: &random) ?? 0, at: place)
            case 4: bytes.removeLast(place / 2)
            default:
                let end = min(bytes.count, place + 9)
                bytes.replaceSubrange(place..<end, with: [UInt8](repeating: 0xFF, count: end - place))
            }
        }
        return bytes
    }
}
