import Explorer
import Foundation
import Lessons
import Scenes
import Wording

extension SceneList {
    /// The built-in scenes, and before them what was kept from last time.
    static var builtIn: SceneList {
        let builtIn = BuiltInScenes.all.map { scene in
            Item(name: scene.name, title: scene.title, load: { try scene.scene() })
        }
        return SceneList(Recovery.homeItems + builtIn)
    }
}

extension Explorer {
    /// Takes over what is kept of the lessons, and says what was wrong with it.
    mutating func takeProgress(_ file: ProgressFile) {
        course = Course(course.library, progress: file.progress)
        if let news = file.news { message = .init(news, isError: true) }
    }
}

/// Writes what the ending of a path asks for: the scene, its trace, or the screen.
enum SaveFile {
    static func save(_ explorer: inout Explorer, to path: String) throws {
        guard let session = explorer.session else {
            throw Failure(.usage, "no scene is open, so there is nothing to write")
        }
        switch path.lowercased().split(separator: ".").last.map(String.init) ?? "" {
        case "yaml", "yml":
            try FileWriting.write(session.scene.yaml, to: path)
            explorer.history.noteSaved(session.scene)
        case "json":
            let text = TraceReport(session.trace, clipping: session.scene.training?.clip).writeJSON(to: "")
            let exact = session.exact.map { TraceReport($0, clipping: session.scene.training?.clip).writeJSON(to: "") }
            try FileWriting.write(exact ?? text, to: path)
        case "csv":
            var text = ""
            if let exact = session.exact {
                TraceReport(exact, clipping: session.scene.training?.clip).writeCSV(to: &text)
            } else {
                TraceReport(session.trace, clipping: session.scene.training?.clip).writeCSV(to: &text)
            }
            try FileWriting.write(text, to: path)
        case "txt": try FileWriting.write(explorer.frame().plainText, to: path)
        case "svg": try FileWriting.write(explorer.frame().svg(ThemeChoice.standard), to: path)
        default:
            throw Failure(
                .usage,
                "\(SafeText.of(path, limit: 1_000)): the ending says what is written; .yaml, .json, .csv, .txt and .svg are known"
            )
        }
    }
}
