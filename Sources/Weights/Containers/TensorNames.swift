import Wording

/// The names that a file has used so far; each must be plain text and unique.
struct TensorNames {
    private var seen: Set<[UInt8]> = []

    /// Takes a name, or throws where it has control characters or was taken before.
    mutating func take(_ name: String) throws(WeightsError) {
        guard name.unicodeScalars.allSatisfy(SafeText.isPrintable) else { throw .controlCharacters(name: name) }
        // As bytes: Swift calls strings equal that differ in how an accent is written.
        guard seen.insert(Array(name.utf8)).inserted else { throw .duplicateName(name) }
    }
}
