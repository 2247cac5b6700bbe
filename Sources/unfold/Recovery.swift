import Explorer
import Foundation
import Scenes

/// Keeps unsaved work when the program is ended from outside, and offers it again.
enum Recovery {
    /// `$XDG_STATE_HOME/unfold/recovered.yaml`
    static var file: URL? {
        let environment = ProcessInfo.processInfo.environment
        let state: String
        if let directory = environment["XDG_STATE_HOME"], directory.hasPrefix("/") {
            state = directory
        } else if let home = environment["HOME"], !home.isEmpty {
            state = home + "/.local/state"
        } else {
            return nil
        }
        return URL(fileURLWithPath: state).appendingPathComponent("unfold/recovered.yaml")
    }

    /// Writes the scene where it has changes; what cannot be written is said on standard error.
    static func save(_ state: ExplorerState) {
        guard state.history.isUnsaved, let scene = state.session?.scene, let file else { return }
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileWriting.write(scene.yaml, to: file.path)
            ErrorReport.write("unsaved changes are kept in \(file.path)")
        } catch {
            ErrorReport.write("unsaved changes could not be kept: \(error)")
        }
    }

    /// The home screen's entry for work that was kept.
    static var homeItem: HomeState.Item? {
        guard let file, FileManager.default.fileExists(atPath: file.path) else { return nil }
        return HomeState.Item(
            name: "recovered", title: "your unsaved changes from last time",
            load: { try SceneLookup.scene(file.path).scene })
    }
}
