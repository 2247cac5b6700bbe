import Exercises
import Foundation
import Scenes
import Testing
import Verify

/// The scenes and arrays in Data/.
enum Samples {
    private static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Data")
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    static func scene(_ name: String) throws -> Scene {
        try Scene(text: String(decoding: bytes("\(name).scene.yaml"), as: UTF8.self), file: name)
    }

    static func arrays(_ name: String) throws -> [FileArray] { try ArrayFile(bytes(name), file: name).arrays }

    static func marked(_ file: String, against scene: String, names: String? = nil) throws -> MarkedSheet {
        try marked(ArrayFile(bytes(file), file: file), against: scene, names: names)
    }

    static func marked(
        _ file: ArrayFile, against scene: String, names: String? = nil, time: TimeAxis? = nil, tolerance: Double? = nil
    ) throws -> MarkedSheet {
        let names = try names.map { try NamesFile(Array($0.utf8), file: "mine.yaml") }
        return try Verifier(self.scene(scene), name: scene, names: names, time: time, tolerance: tolerance).marked(file)
    }

    /// A line an array that is not right, in the order of the computation, and then the first one and the slips of all.
    static func said(_ sheet: MarkedSheet) throws -> [String] {
        let marks = try #require(sheet.marks)
        let answers = marks.answers.filter { $0.verdict != .right }.map {
            "\($0.name) (\($0.echo)) \($0.verdict.rawValue): \($0.message)"
        }
        guard let first = marks.firstWrong else { return answers }
        return answers + [(["first wrong \(first), slips"] + marks.diagnosis.map(\.id)).joined(separator: " ")]
    }
}
