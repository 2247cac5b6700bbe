import Foundation

/// What is true of a sheet in a study: made by somebody who knows, not by the marking that is studied.
public struct SheetTruth: Sendable, Equatable {
    /// How the sheet was made: "slip", "conceptual", "right but unusual".
    public var kind: String
    /// The first answer that is wrong; nil where none is.
    public var firstWrong: String?
    /// What a fair colleague says of each answer: right, wrong, carried, missing, unreadable.
    public var verdicts: [String: String]
    /// The ids of the mistake, any of which is its name; empty where it has none.
    public var slips: [String]

    /// The truth about one sheet.
    public init(kind: String, firstWrong: String?, verdicts: [String: String], slips: [String]) {
        self.kind = kind
        self.firstWrong = firstWrong
        self.verdicts = verdicts
        self.slips = slips
    }
}

extension SheetTruth: Decodable {
    private enum Keys: String, CodingKey { case kind, first_wrong, verdicts, slip }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Keys.self)
        kind = try values.decodeIfPresent(String.self, forKey: .kind) ?? ""
        firstWrong = try values.decodeIfPresent(String.self, forKey: .first_wrong)
        verdicts = try values.decodeIfPresent([String: String].self, forKey: .verdicts) ?? [:]
        if let one = try? values.decodeIfPresent(String.self, forKey: .slip) {
            slips = [one]
        } else {
            slips = (try? values.decodeIfPresent([String].self, forKey: .slip)) ?? []
        }
    }

    /// The truth about each file, by its name.
    ///
    /// - Throws: what the decoder says where the text is neither an object by file nor a list of objects with `file`.
    public static func read(_ data: Data) throws -> [String: SheetTruth] {
        struct Named: Decodable {
            var file: String
            var truth: SheetTruth

            private enum Keys: String, CodingKey { case file }

            init(from decoder: any Decoder) throws {
                file = try decoder.container(keyedBy: Keys.self).decode(String.self, forKey: .file)
                truth = try SheetTruth(from: decoder)
            }
        }
        struct Whole: Decodable { var sheets: [Named] }
        let decoder = JSONDecoder()
        let list =
            (try? decoder.decode([Named].self, from: data)) ?? (try? decoder.decode(Whole.self, from: data))?.sheets
        if let list { return Dictionary(list.map { ($0.file, $0.truth) }, uniquingKeysWith: { $1 }) }
        return try decoder.decode([String: SheetTruth].self, from: data)
    }
}
