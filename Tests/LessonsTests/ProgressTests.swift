import Foundation
import Lessons
import Testing

@Suite struct ProgressTests {
    private func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    private var someProgress: CourseProgress {
        var step = StepRecord()
        step.isDone = true
        step.tries = 3
        var progress = CourseProgress()
        progress.lessons["07-bptt-by-hand"] = LessonRecord(index: 2, steps: [step, StepRecord()])
        progress.last = "07-bptt-by-hand"
        progress.questions = ["Why \"direct\"?\nAnd: carried?", "ŷ"]
        progress.visits = 4
        return progress
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var file = ProgressFile(folder: folder.path)
        #expect(file.progress == CourseProgress() && file.news == nil)
        try file.keep(someProgress)
        #expect(ProgressFile(folder: folder.path).progress == someProgress)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["lessons.json"])
    }

    @Test func whatTwoProgramsDoIsKeptOfBoth() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var (first, second) = (ProgressFile(folder: folder.path), ProgressFile(folder: folder.path))
        var (one, other) = (first.progress, second.progress)
        one.lessons["01-order-matters"] = LessonRecord(index: 1, steps: [StepRecord()])
        one.questions = ["Why?"]
        one.visits = 1
        try first.keep(one)
        other.lessons["02-one-cell-unfolded"] = LessonRecord(index: 2, steps: [])
        other.questions = ["What?"]
        other.last = "02-one-cell-unfolded"
        try second.keep(other)
        one.lessons["01-order-matters"] = nil
        try first.keep(one)
        var both = CourseProgress()
        both.lessons["02-one-cell-unfolded"] = LessonRecord(index: 2, steps: [])
        both.questions = ["Why?", "What?"]
        both.last = "02-one-cell-unfolded"
        both.visits = 1
        #expect(ProgressFile(folder: folder.path).progress == both)
    }

    @Test(arguments: [
        "", "{", "{\"unfold-progress\": 2, \"lessons\": {}}", "unfold-progress: 1\nlessons: 3", "\u{1B}[2J",
    ])
    func aDamagedFileIsSetAside(text: String) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try text.write(to: folder.appendingPathComponent("lessons.json"), atomically: true, encoding: .utf8)
        let file = ProgressFile(folder: folder.path)
        #expect(file.progress == CourseProgress())
        #expect(file.news == "the progress of your lessons could not be read; it is set aside as lessons.damaged")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["lessons.damaged"])
    }

    @Test func whatWasSetAsideBeforeStays() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for text in ["first", "second", "third"] {
            try text.write(to: folder.appendingPathComponent("lessons.json"), atomically: true, encoding: .utf8)
            _ = ProgressFile(folder: folder.path)
        }
        let names = ["lessons.damaged", "lessons-2.damaged", "lessons-3.damaged"]
        let kept = try names.map {
            try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
        }
        #expect(kept == ["first", "second", "third"])
    }

    @Test(
        "A question is kept as it can be read again",
        arguments: [
            ("Why?", "Why?"), ("Why\u{202E}?", "Why?"), ("\u{1B}[2JWhy?", "[2JWhy?"), ("Two\nlines", "Two\nlines"),
            (String(repeating: "why ", count: 600), String(repeating: "why ", count: 500)), ("\u{202E} ", nil),
        ] as [(String, String?)])
    func questionsAreKept(asked: String, kept: String?) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var (file, progress) = (ProgressFile(folder: folder.path), someProgress)
        progress.questions = []
        #expect(progress.keep(question: asked) == kept)
        try file.keep(progress)
        #expect(ProgressFile(folder: folder.path).progress == progress)
        #expect(ProgressFile(folder: folder.path).progress.questions == (kept.map { [$0] } ?? []))
    }

    @Test func aBadQuestionCostsItselfAlone() throws {
        var written = someProgress
        written.questions = ["Why?", "\u{202E}", String(repeating: "é", count: 2_400), "What\u{2066}?"]
        let read = try #require(CourseProgress(json: Array(written.json.utf8)))
        var expected = someProgress
        expected.questions = ["Why?", String(repeating: "é", count: 2_000), "What?"]
        #expect(read == expected)
        let list = written.json.replacingOccurrences(of: "\"Why?\"", with: "[3]")
        #expect(CourseProgress(json: Array(list.utf8))?.questions == Array(expected.questions.dropFirst()))
    }

    @Test func aLessonGoesOnWhereItWasLeft() throws {
        let lesson = try LessonLibrary.builtIn.source("2").lesson()
        var run = LessonRun(lesson)
        _ = run.answer("from x₂ and from h₁")
        _ = run.goOn()
        let again = LessonRun(lesson, progress: run.progress)
        #expect(again.index == 1)
        #expect(again.records == run.records)
        // A lesson that has become shorter takes what fits.
        let longer = LessonRecord(index: 99, steps: [StepRecord](repeating: StepRecord(), count: 99))
        #expect(LessonRun(lesson, progress: longer).index == lesson.steps.count - 1)
    }

    @Test func whatCouldNotBeWrittenIsWrittenLater() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let state = folder.appendingPathComponent("state")
        var file = ProgressFile(folder: state.path)
        // A file where the folder should be: nothing can be written.
        try "".write(to: state, atomically: true, encoding: .utf8)
        var progress = someProgress
        #expect(throws: (any Error).self) { try file.keep(progress) }
        #expect(file.progress == CourseProgress())
        try FileManager.default.removeItem(at: state)
        progress.visits = 5
        try file.keep(progress)
        #expect(ProgressFile(folder: state.path).progress == progress)
    }

    @Test(
        arguments: [
            ("Plain words", "Plain words"), ("\"Quoted: \\\"so\\\"\"", "Quoted: \"so\""), ("'It''s'", "It's"),
            ("With a remark # here", "With a remark"), ("Number #1", "Number"),
        ])
    func theListHasTheTitleOfTheLesson(written: String, title: String) {
        let source = LessonSource(
            name: "x", file: "x.md", text: "---\ntitle: \(written)\nminutes: '7'\n---\n# x\n## One\n")
        #expect(source.summary.title == title)
        #expect(source.summary.minutes == 7)
        #expect(source.summary.steps == 1)
    }
}
