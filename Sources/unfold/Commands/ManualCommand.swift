import ArgumentParser
import Foundation
import Scenes
import Wording

struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Print a manual page for man, or write all of them.",
        discussion: "unfold manual keys | man -l - shows the page of the keys. Without a name the pages are listed.")

    @Argument(help: "A page, such as keys, scene, lessons or trace.")
    var page: String?

    @Option(
        help: ArgumentHelp("Write every page below this folder: man1, man5 and man7.", valueName: "dir"),
        completion: .directory)
    var output: String?

    func validate() throws {
        if page != nil, output != nil { throw ValidationError("--output writes every page; give no name beside it.") }
    }

    func run() throws {
        let manual = try ManualPages()
        if let output {
            for page in manual.pages {
                let folder = "\(output)/man\(page.section)"
                do {
                    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                } catch {
                    throw WriteError(file: folder, reason: "the folder cannot be made")
                }
                try FileWriting.write(page.text, to: "\(folder)/\(page.file)")
            }
        } else if let name = page {
            guard let page = manual.page(named: name) else {
                let names = manual.pages.map { String($0.name.dropFirst($0.name.hasPrefix("unfold-") ? 7 : 0)) }
                let nearest = Spelling.nearest(to: name, among: names)
                throw Failure(
                    .usage,
                    "there is no page called \(Words.quote(name)); "
                        + (nearest.map { "did you mean \($0)?" } ?? "unfold manual lists the pages"))
            }
            Output.write(page.text)
        } else {
            for page in manual.pages { Output.write("\(page.file)\n") }
        }
    }
}
