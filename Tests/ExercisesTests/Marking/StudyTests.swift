import Exercises
import Foundation
import Testing

/// Sheets with mistakes that were computed apart from this program, in plain Python, each by the mistake itself: how well they are marked.
@Suite struct StudyTests {
    private struct Sheet: Decodable {
        var file: String
        var text: String
    }

    @Test func independentMistakesAreNamed() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Data/independent-mistakes.json")
        let data = try Data(contentsOf: file)
        let sheets = try JSONDecoder().decode([Sheet].self, from: data)
        let marked = sheets.map {
            MarkedSheet(file: $0.file, bytes: Array($0.text.utf8), options: MarkingOptions())
        }
        let study = MarkingStudy(marked, truth: try SheetTruth.read(data))
        #expect(study.left.isEmpty)
        #expect(study.all.sheets == 212 && study.all.faulty == 212)
        #expect(study.all.firstFound == 212)
        #expect(study.all.carriedMarkedWrong == 0 && study.all.rightMarkedWrong == 0)
        #expect(study.all.named == 212 && study.all.namedOtherwise == 0 && study.all.tooManyNames == 0)
    }

    @Test func aTruthIsReadByFileOrAsAList() throws {
        let truth = SheetTruth(kind: "slip", firstWrong: "a", verdicts: ["a": "wrong"], slips: ["M03"])
        let one = #"{"kind": "slip", "first_wrong": "a", "verdicts": {"a": "wrong"}, "slip": "M03""#
        #expect(try SheetTruth.read(Data((#"{"x.txt": "# + one + "}}").utf8)) == ["x.txt": truth])
        #expect(try SheetTruth.read(Data(("[" + one + #", "file": "x.txt"}]"#).utf8)) == ["x.txt": truth])
        #expect(throws: (any Error).self) { try SheetTruth.read(Data("3".utf8)) }
    }
}
