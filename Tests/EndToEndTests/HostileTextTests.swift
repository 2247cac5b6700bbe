import Foundation
import Lessons
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Words of a file that would do something in a terminal, a page, a spreadsheet or a typesetter if they came through as they are.
private enum Hostile {
    static let title = #"</text><script>x</script>\input{/etc/passwd}"]; x -> y [label="=1+1&amp;%$#_^~{}'"#
    static let token = #"=cmd|'/C calc'!A0"#
    static let name = #"=1+1,"<b>&.txt"#

    /// A scene whose title, notes and tokens are hostile; YAML's own escapes carry what no file may have raw.
    static var scene: String {
        let quoted = title.replacing("'", with: "''")
        return """
            unfold: 1
            title: '\(quoted)'
            notes: '\(quoted)'
            model:
              shape: many-to-many
              stack: [{cell: rnn, hidden: 2}]
              readout: {size: 2, activation: softmax}
              embedding: {vocabulary: ['\(token.replacing("'", with: "''"))', '\(quoted.prefix(60))'], size: 2}
            sequence: {tokens: ['\(token.replacing("'", with: "''"))'], targets: [0]}
            loss: nll
            parameters: {initialize: {seed: 1}}

            """
    }
}

/// The elements and texts of an XML document; nil where it is none.
private final class XMLContents: NSObject, XMLParserDelegate {
    private(set) var elements: Set<String> = []
    private(set) var text = ""

    init?(_ document: String) {
        super.init()
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) { elements.insert(name) }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }
}

/// The rows of a CSV text, after RFC 4180.
private func rows(ofCSV text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var rest = text[...]
    while let character = rest.popFirst() {
        if isQuoted {
            if character == "\"", rest.first == "\"" {
                cell.append(character)
                rest.removeFirst()
            } else if character == "\"" {
                isQuoted = false
            } else {
                cell.append(character)
            }
        } else if character == "\"" {
            isQuoted = true
        } else if character == "," {
            row.append(cell)
            cell = ""
        } else if character == "\n" {
            rows.append(row + [cell])
            (row, cell) = ([], "")
        } else {
            cell.append(character)
        }
    }
    return rows
}

@Suite("Words of files reach no terminal, page, spreadsheet or typesetter as more than words")
struct HostileTextTests {
    private func output(_ arguments: [String], in folder: TemporaryFolder) async throws -> String {
        let finished = try await unfold(arguments, in: folder)
        #expect(finished.status == 0 && finished.errors == "", "\(arguments): \(finished.errors)")
        #expect(!finished.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(arguments)")
        return finished.output
    }

    @Test(
        "SVG and XML have only their own elements, and show the words",
        arguments: [
            ["frame", "--format", "svg", "--size", "150x30"], ["draw", "--format", "svg"],
            ["draw", "--format", "svg", "--computational"],
        ])
    func svg(command: [String]) async throws {
        let folder = try TemporaryFolder()
        try folder.write(Hostile.scene, to: "scene.yaml")
        let text = try await output([command[0], folder.file("scene.yaml").path] + command.dropFirst(), in: folder)
        let contents = try #require(XMLContents(text))
        #expect(
            contents.elements.isSubset(of: [
                "svg", "title", "g", "rect", "text", "tspan", "path", "line", "circle", "style", "defs", "marker",
                "polygon", "polyline", "ellipse",
            ]), "\(contents.elements)")
        #expect(contents.text.contains("</text><script>"))
    }

    @Test("JSON is JSON, with the title as it is")
    func json() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Hostile.scene, to: "scene.yaml")
        let text = try await output(["trace", folder.file("scene.yaml").path, "--format", "json"], in: folder)
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }

    @Test(
        "LaTeX, TikZ and dot obey nothing of it",
        arguments: [
            ["explain", "--format", "latex"], ["worksheet", "--format", "latex"], ["draw", "--format", "tikz"],
        ])
    func latex(command: [String]) async throws {
        let folder = try TemporaryFolder()
        try folder.write(Hostile.scene, to: "scene.yaml")
        let text = try await output([command[0], folder.file("scene.yaml").path] + command.dropFirst(), in: folder)
        // A comment may say anything.
        let obeyed = text.split(separator: "\n").filter { !$0.hasPrefix("%") }.joined(separator: "\n")
        #expect(!obeyed.contains("\\input{/etc"))
        #expect(!obeyed.contains("&amp;") && !obeyed.contains("%$#_^~"))
    }

    @Test("A label of dot ends where it should")
    func dot() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Hostile.scene, to: "scene.yaml")
        let text = try await output(["draw", folder.file("scene.yaml").path, "--format", "dot"], in: folder)
        // Outside of quoted strings there is nothing but names, arrows and attributes.
        let outside = text.replacing(try Regex(#""(?:[^"\\]|\\.)*""#), with: "Q")
        #expect(!outside.contains("script") && !outside.contains("input") && !outside.contains("\""))
    }

    @Test("A cell of a spreadsheet begins no formula; reports are XML and JSON")
    func reports() async throws {
        let folder = try TemporaryFolder()
        try folder.write("exercise: \(Hostile.token)\nseed: =1\nname: @SUM(1)\n", to: Hostile.name)
        try folder.write(
            "student: =HYPERLINK(1)\nexercise: linear-bptt\nseed: 7\nlevel: 2\ndW_ya = \(Hostile.title)\n", to: "-2.txt"
        )
        let csv = try await shell("\"$unfold\" exercise check . --format csv", in: folder).output
        let table = rows(ofCSV: csv)
        #expect(table.count >= 3 && Set(table.map(\.count)).count == 1)
        for cell in table.joined() where Double(cell) == nil {
            #expect(!(cell.first.map { "=+-@\t\r".contains($0) } ?? false), "\(cell)")
        }
        let junit = try await shell("\"$unfold\" exercise check . --format junit", in: folder).output
        let contents = try #require(XMLContents(junit))
        #expect(
            contents.elements.isSubset(of: [
                "testsuites", "testsuite", "testcase", "failure", "error", "properties", "property", "system-out",
            ]), "\(contents.elements)")
        for format in ["json", "gradescope", "prairielearn", "exercism", "nbgrader"] {
            let sheet = format == "json" ? "." : "./-2.txt"
            let text = try await shell("\"$unfold\" exercise check \(sheet) --format \(format)", in: folder).output
            #expect(throws: Never.self) {
                try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
            }
        }
    }

    @Test(
        "A terminal gets no escape of a file's",
        arguments: [
            "trace", "explain", "frame", "draw", "worksheet", "explore --plain",
        ])
    func terminal(command: String) async throws {
        let folder = try TemporaryFolder()
        // What YAML's escapes write: the reader refuses some of it, the printer spells the rest.
        for escape in [#"\e[2J"#, #"\u009b2J"#, #"\u202e"#, #"\a"#] {
            try folder.write(
                Hostile.scene.replacing(try Regex("title: .*"), with: "title: \"a\(escape)b\"", maxReplacements: 1),
                to: "scene.yaml")
            let finished = try await shell("\"$unfold\" \(command) scene.yaml </dev/null", in: folder)
            #expect([0, 65].contains(finished.status), "\(escape): \(finished.errors)")
            let bad: Set<Unicode.Scalar> = ["\u{1B}", "\u{9B}", "\u{202E}", "\u{7}"]
            #expect(!(finished.output + finished.errors).unicodeScalars.contains { bad.contains($0) }, "\(escape)")
        }
    }

    @Test(
        "A terminal gets no escape of a file's name",
        arguments: [
            "lesson check a*.md", "train twin-run --epochs 1 --output a$(printf '\\033[2J').yaml",
            "explore elman-by-hand --script words",
        ])
    func names(command: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write("nothing\n", to: "a\u{1B}[2J.md")
        try folder.write(LessonLibrary.builtIn.source("0").text, to: "a\u{1B}[2K.md")
        try folder.write("write a\u{202E}.yaml\n", to: "words")
        let finished = try await shell("\"$unfold\" \(command)", in: folder)
        #expect(finished.output.contains("everything holds") || finished.output.contains("written: "))
        #expect(!(finished.output + finished.errors).unicodeScalars.contains { ["\u{1B}", "\u{202E}"].contains($0) })
    }
}
