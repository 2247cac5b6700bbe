import ArgumentParser
import Exercises
import Explorer
import Foundation
import Lessons
import Recurrence
import Scenes

extension CompletionKind {
    /// Files, and the built-in scenes.
    static var scene: CompletionKind {
        .custom { words, index, start in offered(BuiltInScenes.all.map(\.name), words, index, start) }
    }

    /// Files, the built-in scenes, and the tasks.
    static var sceneOrTask: CompletionKind {
        .custom { words, index, start in
            offered(BuiltInScenes.all.map(\.name) + Tasks.all.map(\.name), words, index, start)
        }
    }

    /// Files, and the built-in lessons.
    static var lesson: CompletionKind {
        .custom { words, index, start in offered(LessonLibrary.builtIn.names, words, index, start) }
    }

    /// The kinds of exercises.
    static var exercise: CompletionKind { .list(Catalogue.kinds.map(\.id)) }

    /// The screens of the explorer.
    static var screen: CompletionKind { .list(Explorer.screens.map { $0.name }) }

    /// - Parameters:
    ///   - names: what is offered beside files.
    ///   - words: the command line; `index` is that of the unfinished word, and `start` what stands before the cursor.
    private static func offered(_ names: [String], _ words: [String], _ index: Int, _ start: String) -> [String] {
        let word = String((words.indices.contains(index) ? words[index] : start).drop { "\"'".contains($0) })
        return (names + paths(from: word)).filter { $0.hasPrefix(word) }
    }

    /// What lies in the folder of an unfinished path; folders end in a stroke, hidden files are not shown unasked.
    static func paths(from word: String) -> [String] {
        let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
        let isHiddenAsked = word.dropFirst(folder.count).hasPrefix(".")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.sorted().filter { isHiddenAsked || !$0.hasPrefix(".") }.map { name in
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder)
            return folder + name + (isThere && isFolder.boolValue ? "/" : "")
        }
    }
}
