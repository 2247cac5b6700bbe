import Scenes
import Weights
import Testing

/// Files that are well-formed, and made to take long.
@Suite struct HostileNamesTests {
    @Test func thousandsOfModulesAreListedQuickly() throws {
        let arrays = (0..<9_000).map { NamedArray(name: "m\($0).weight_ih_l0", shape: [0, 1], values: []) }
        let start = ContinuousClock.now
        let file = try TensorFile(TensorFile.safetensors(arrays))
        #expect(WeightsListing(file).lines.count == 18_001)
        #expect(throws: WeightsError.self) { try WeightsImport().scene(from: file) }
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test func aListOfThousandsOfLayersIsRefused() throws {
        let arrays = (0..<3_000).flatMap { layer in
            ImportTests.module("layers.\(layer).", rows: 1, hidden: 1, input: 1)
        }
        let file = try TensorFile(TensorFile.safetensors(arrays))
        #expect(throws: WeightsError.tooLarge("layers", 3_000, limit: 256)) { try WeightsImport().scene(from: file) }
    }

    @Test func layersMayNotHaveGaps() throws {
        let arrays = [NamedArray(name: "weight_hh_l200", shape: [1, 1], values: [1])]
        let file = try TensorFile(TensorFile.safetensors(arrays))
        #expect(throws: WeightsError.missingTensor("weight_ih_l0")) { try WeightsImport().scene(from: file) }
    }
}
