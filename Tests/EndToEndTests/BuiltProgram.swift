import Foundation

/// The program that was built together with the tests.
enum BuiltProgram {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Beside the tests' own executable, wherever that was built; otherwise in `.build/release`.
    static let path: String = {
        let executable = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        let candidates = [executable.deletingLastPathComponent(), root.appendingPathComponent(".build/release")]
            .map { $0.appendingPathComponent("unfold").path }
        return candidates.first(where: FileManager.default.isExecutableFile) ?? candidates[1]
    }()

    /// The whole environment of every test: no colour, locale or home of whoever runs them.
    static func environment(home: URL) -> [String: String] {
        [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home.path, "LC_ALL": "C.UTF-8", "TERM": "tmux-256color",
            "XDG_STATE_HOME": home.appendingPathComponent("state").path, "PS1": "$ ", "SHELL": "/bin/sh",
        ]
    }
}

/// A folder that is gone when the test is over.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("unfold-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    func text(_ name: String) throws -> String { try String(contentsOf: file(name), encoding: .utf8) }

    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: file(name)) }
}
