import Foundation
import Scenes
import Testing

/// JSON is YAML too.
@Suite struct JSONTests {
    @Test(arguments: ["", " ", "\n\t"]) func aSceneIsReadHoweverItIsSpaced(_ space: String) throws {
        let text = [
            "{", #""unfold":"#, "1,", #""title":"#, #""A \"caf\u00e9\" \ud83d\ude00 \\ud83d\/","#, #""arithmetic":"#,
            #""rational","#,
            #""model":"#, "{", #""stack":"#, "[", "{", #""cell":"#, #""linear","#, #""hidden":"#, "1,", #""bias":"#,
            "true",
            "}", "]", "},", #""sequence":"#, "{", #""inputs":"#, "[[1],[-2.5e-1],", #"["2/3"]],"#, #""targets":"#,
            "[null,[0],", "null]", "},", #""loss":"#, #""mse","#, #""parameters":"#, "{", #""values":"#, "{",
            #""stack.0.W":"#, "[[1]],", #""stack.0.U":"#, #"[["1/3"]],"#, #""stack.0.b":"#, "[0]", "}", "}", "}",
        ].joined(separator: space)
        let scene = try Scene(text: text, file: "scene.json")
        #expect(scene.title == "A \"café\" 😀 \\ud83d/")
        #expect(try scene.sequence.source == .inputs([Number("1"), Number("-0.25"), Number("2/3")]))
        #expect(try scene.values["stack.0.U"]?.numbers == [Number("1/3")])
        #expect(try Scene(text: scene.yaml, file: "scene.yaml") == scene)
    }

    @Test func halfAPairIsRefused() {
        let error = #expect(throws: SceneError.self) { try Scene(text: #"{"title": "\ud83d"}"#, file: "x.json") }
        #expect(error?.description == "x.json:1:14: this is not YAML: found invalid Unicode character escape code")
    }
}
