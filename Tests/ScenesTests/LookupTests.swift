import Foundation
import Scenes
import Testing

@Suite struct LookupTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("unfold-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func aBuiltInSceneIsFoundByName() throws {
        let loaded = try SceneLookup.scene("gru-resets")
        #expect(loaded.isBuiltIn)
        #expect(loaded.scene.title == "A GRU resets when a new sentence begins")
    }

    @Test func aFileIsFound() throws {
        try inFolder { folder in
            try FileWriting.write(try Fixtures.text("000-many-to-many-rnn"), to: folder + "/scene.yaml")
            let loaded = try SceneLookup.scene(folder + "/scene.yaml")
            #expect(!loaded.isBuiltIn)
            #expect(loaded.scene == (try Fixtures.scene("000-many-to-many-rnn")))
        }
    }

    @Test func aWrongFileSaysWhere() throws {
        try inFolder { folder in
            try FileWriting.write("unfold: 1\nmodle: {}\n", to: folder + "/a.yaml")
            let error = #expect(throws: SceneLookupError.self) { try SceneLookup.scene(folder + "/a.yaml") }
            #expect(error?.description == folder + "/a.yaml:2:1: the scene has no key 'modle'; did you mean 'model'?")
        }
    }

    @Test func whatCannotBeReadSaysWhy() throws {
        try inFolder { folder in
            let error = #expect(throws: SceneLookupError.self) { try SceneLookup.scene(folder) }
            #expect(error?.description == folder + " cannot be read: is a directory")
        }
    }

    @Test func anUnknownNameSuggestsANearOne() {
        let error = #expect(throws: SceneLookupError.self) { try SceneLookup.scene("gru-reset") }
        #expect(
            error?.description
                == "there is no file and no built-in scene called 'gru-reset'; did you mean 'gru-resets'?")
        let other = #expect(throws: SceneLookupError.self) { try SceneLookup.scene("nonsense") }
        #expect(
            other?.description
                == "there is no file and no built-in scene called 'nonsense'; unfold scenes lists the built-in scenes")
    }
}
