import Foundation
import Wording

/// Exercises for a class: a seed for each student that depends on the name and on a teacher's secret.
///
/// A seed of a class is 2^52 + r·2^20 + m: r, 32 bits, is a keyed hash of exercise, level and name, and m, 20 bits, one of exercise,
/// level and r. So a class's seeds are told from free ones by their size, and with the secret alone it can be seen whether a seed is
/// genuine; nobody without it can find another student's seed or make up one.
public struct ClassSecret: Sendable {
    private let key: [UInt8]

    /// The secret of these bytes, spaces and line ends around them aside; nil where fewer than eight are left.
    public init?(bytes: [UInt8]) {
        func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
        var key = bytes[...]
        while let last = key.last, isSpace(last) { key.removeLast() }
        while let first = key.first, isSpace(first) { key.removeFirst() }
        guard key.count >= 8 else { return nil }
        self.key = Array(key)
    }

    /// The seeds of classes: 2^52 up to 2^53, all of them exact in a double, as JSON readers want.
    public static let seeds: ClosedRange<UInt64> = (1 << 52)...((1 << 53) - 1)

    /// Whether a seed belongs to some class, whose solutions are not for everybody.
    public static func isOfClass(_ seed: UInt64) -> Bool { seeds.contains(seed) }

    /// A student's seed.
    public func seed(exercise: String, level: Int, student: String) -> UInt64 {
        let name = Roster.folded(student)
        let r = hash("student", exercise, "\(level)", name) >> 32
        return 1 << 52 | r << 20 | tag(exercise, level, r)
    }

    /// Whether the seed is one that this secret gives to somebody for this exercise and level.
    public func isGenuine(_ seed: UInt64, exercise: String, level: Int) -> Bool {
        guard Self.isOfClass(seed) else { return false }
        let r = (seed >> 20) & 0xFFFF_FFFF
        return seed & 0xF_FFFF == tag(exercise, level, r)
    }

    private func tag(_ exercise: String, _ level: Int, _ r: UInt64) -> UInt64 {
        hash("tag", exercise, "\(level)", "\(r)") >> 44
    }

    /// The first 64 bits of the HMAC of the parts, a NUL after each.
    private func hash(_ parts: String...) -> UInt64 {
        var message: [UInt8] = []
        for part in parts { message += Array(part.utf8) + [0] }
        return SHA256.authenticationCode(of: message, key: key).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// The students of a class, one name a line.
public struct Roster: Sendable {
    /// The most names that a class list may have, those that stand there twice counted twice.
    public static let maximumStudents = 5_000

    /// The names in their order, safe to print.
    public let names: [String]

    /// Empty lines and lines that begin with # are passed over; nil where no name is left or there are too many.
    public init?(text: String) {
        let names = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
        var seen: Set<String> = []
        self.names = names.map { SafeText.of($0, limit: 200) }.filter { seen.insert(Self.folded($0)).inserted }
        guard !self.names.isEmpty, self.names.count <= Self.maximumStudents else { return nil }
    }

    /// A name as it is compared: one Unicode form, single spaces, lower case.
    public static func folded(_ name: String) -> String {
        name.precomposedStringWithCanonicalMapping.lowercased().split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}

/// What a roster says about a folder of marked sheets.
public struct RosterReport: Sendable, Equatable {
    /// Files that cannot be read, whosesoever they are.
    public var unreadable: [String] = []
    /// Files whose seed is not that of the student named in them.
    public var foreign: [String] = []
    /// Files that do not count, because the same student has handed in a later one for the same exercise and level.
    public var duplicates: [String] = []
    /// Students of the roster without a sheet of their own: with none, or with one of another seed.
    public var absent: [String] = []

    /// Whether all four lists are empty; else the exit status of a report says that something is wrong.
    public var isClean: Bool { unreadable.isEmpty && foreign.isEmpty && duplicates.isEmpty && absent.isEmpty }

    /// Compares sheets with a class; of several of one student for one exercise and level the last of the list counts.
    public init(_ sheets: [MarkedSheet], roster: Roster, secret: ClassSecret) {
        var present: Set<String> = []
        var last: [String: String] = [:]
        let known = Set(roster.names.map(Roster.folded))
        for sheet in sheets {
            let name = sheet.student.map(Roster.folded)
            guard sheet.failure == nil, let exercise = sheet.exercise, let student = sheet.student, let name,
                case .seed(let seed, let level)? = sheet.origin
            else {
                if sheet.failure == nil { foreign.append(sheet.file) } else { unreadable.append(sheet.file) }
                // Whoever has handed in something is not absent.
                if let name, known.contains(name) { present.insert(name) }
                continue
            }
            if !known.contains(name) || seed != secret.seed(exercise: exercise, level: level, student: student) {
                foreign.append(sheet.file)
                continue
            }
            present.insert(name)
            if let earlier = last.updateValue(sheet.file, forKey: "\(exercise)\n\(level)\n\(name)") {
                duplicates.append(earlier)
            }
        }
        absent = roster.names.filter { !present.contains(Roster.folded($0)) }
    }
}
