import Foundation
import Testing

@Suite("Every page is reached from the README, and every link leads somewhere")
struct LinkTests {
    /// Every Markdown file of the repository that is a page to be read, as a path below its root.
    private func pages() throws -> [String] {
        let root = BuiltProgram.root
        let all = FileManager.default.enumerator(atPath: root.path)
        var pages: [String] = []
        while let name = all?.nextObject() as? String {
            if name == ".build" || name == ".git" { all?.skipDescendants() }
            if name.hasSuffix(".md"), !name.hasPrefix("Tests/"), !name.hasPrefix("Benchmarks/.build") {
                pages.append(name)
            }
        }
        return pages.sorted()
    }

    /// Links of a page, without those to other machines: what stands in code is none.
    private func links(of page: String) throws -> [(text: String, target: String)] {
        let text = try String(contentsOf: BuiltProgram.root.appendingPathComponent(page), encoding: .utf8)
        var links: [(String, String)] = []
        var isCode = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") { isCode.toggle() }
            guard !isCode else { continue }
            let plain = String(line).replacing(try Regex("`[^`]*`"), with: "")
            for match in plain.matches(of: try Regex(#"\]\(([^)\s]+)\)"#)) {
                let target = String(match.output[1].substring ?? "")
                if !target.contains("://") { links.append((page, target)) }
            }
        }
        return links
    }

    /// The path that a link of a page means.
    private func path(_ target: String, from page: String) -> String {
        let folder = BuiltProgram.root.appendingPathComponent(page).deletingLastPathComponent()
        let file = target.split(separator: "#", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        let url = file.isEmpty ? BuiltProgram.root.appendingPathComponent(page) : folder.appendingPathComponent(file)
        return String(url.standardizedFileURL.path.dropFirst(BuiltProgram.root.standardizedFileURL.path.count + 1))
    }

    @Test("Every link's file is there")
    func links() throws {
        for page in try pages() {
            for link in try links(of: page) {
                let path = path(link.target, from: page)
                #expect(
                    FileManager.default.fileExists(atPath: BuiltProgram.root.appendingPathComponent(path).path),
                    "\(page): \(link.target)")
            }
        }
    }

    @Test("From the README every page is reached; lessons by their command")
    func reached() throws {
        var reached: Set<String> = []
        var next = ["README.md"]
        while let page = next.popLast() {
            guard reached.insert(page).inserted else { continue }
            next += try links(of: page).map { path($0.target, from: page) }.filter { $0.hasSuffix(".md") }
        }
        let left = try pages().filter { !reached.contains($0) && !$0.hasPrefix("lessons/") }
        #expect(left == [])
    }
}
