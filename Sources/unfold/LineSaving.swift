import Explorer
import Foundation
import Wording

/// `write FILE` where no screen is drawn: whoever types is asked before a file is replaced, and can try another name; a script says what it
/// means, and ends where a file cannot be written.
struct LineSaving {
    /// The file about which was asked whether it is to be replaced.
    private var asked: String?

    /// Writes the file, or asks; the sentence that says which.
    mutating func save(_ explorer: inout Explorer, to path: String, replaces: Bool, isScript: Bool) throws -> String {
        let name = SafeText.of(path, limit: 1_000)
        if !isScript, !replaces, path != asked, FileManager.default.fileExists(atPath: path) {
            asked = path
            return "\(name) is there already; the same words again write over it"
        }
        asked = nil
        do {
            try SaveFile.save(&explorer, to: path)
            return "written: \(name)"
        } catch  where !isScript {
            return (error as? Failure)?.message ?? "\(error)"
        }
    }
}
