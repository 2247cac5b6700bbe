import ExactMath
import Testing
import Verify

/// Damaged arrays and names must end in a report or a sentence, never in a trap.
@Suite struct DamagedArraysTests {
    @Test(arguments: ["rnn-G07.json", "lstm-right.json", "gru.scene.yaml"]) func damagedFile(_ name: String) throws {
        let original = try Samples.bytes(name)
        var random = SeededGenerator(seed: 11)
        var refused = 0
        for round in 0..<1_000 {
            var bytes = original
            for _ in 0...random.integer(in: 0...2) {
                let place = random.integer(in: 0...bytes.count - 1)
                switch random.integer(in: 0...3) {
                case 0: bytes[place] = UInt8(random.integer(in: 0...255))
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(random.element(of: Array("\"{}[]:,0-9eN.".utf8)), at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + random.integer(in: 1...40)))
                }
            }
            do {
                let arrays = try ArrayFile(bytes, file: "m")
                // A search for slips takes its time; the first ones are marked too.
                if round < 8 { _ = try Samples.marked(arrays, against: "rnn") }
            } catch {
                refused += 1
                #expect(!"\(error)".isEmpty)
            }
        }
        #expect(refused > 100)
    }

    @Test func aHeaderWhoseLengthLooksLikeJSONIsSafetensors() throws {
        // 31,520 bytes of header: the file begins with a blank and a brace.
        var header = "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}"
        header += String(repeating: " ", count: 31_520 - header.utf8.count)
        let bytes: [UInt8] = [0x20, 0x7B, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [0, 0, 0, 0, 0, 0, 0xF8, 0x3F]
        let file = try ArrayFile(bytes, file: "a")
        #expect(file.arrays.map(\.name) == ["a"])
        #expect(file.arrays.map(\.values) == [[1.5]])
    }
}
