/// The members of a zip archive, as its central directory lists them.
///
/// Source: APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16. Archives in parts, with encryption, or so large that they
/// need the 64-bit directory are refused.
struct ZipArchive {
    struct Member {
        var name: String
        var method: Int
        var checksum: UInt32
        var storedSize: Int
        var size: Int
        var localHeader: Int
    }

    let members: [Member]
    private let bytes: [UInt8]
    private let directoryStart: Int

    init(_ bytes: [UInt8]) throws(WeightsError) {
        let end = try Self.endRecord(in: bytes)
        guard let count = bytes.unsigned16(at: end + 10), let start = bytes.unsigned32(at: end + 16),
            bytes.unsigned16(at: end + 4) == 0, bytes.unsigned16(at: end + 8) == count
        else { throw .malformed(.zip, offset: end, "the archive is one of several parts") }
        guard count < 0xFFFF, start < 0xFFFF_FFFF else {
            throw .malformed(.zip, offset: end, "the archive has a 64-bit directory, which is not read")
        }
        var members: [Member] = []
        var offset = start
        for _ in 0..<count {
            let (member, next) = try Self.member(in: bytes, at: offset, before: end)
            members.append(member)
            offset = next
        }
        self.bytes = bytes
        self.members = members
        directoryStart = start
    }

    /// Offset of the end-of-directory record: the last place where its signature and its comment's length fit.
    private static func endRecord(in bytes: [UInt8]) throws(WeightsError) -> Int {
        var offset = bytes.count - 22
        let earliest = max(0, offset - 0xFFFF)
        while offset >= earliest {
            if bytes.unsigned32(at: offset) == 0x0605_4B50,
                bytes.unsigned16(at: offset + 20) == bytes.count - offset - 22
            {
                return offset
            }
            offset -= 1
        }
        throw .malformed(.zip, offset: bytes.count, "the archive has no directory at its end; it may be cut short")
    }

    private static func member(
        in bytes: [UInt8], at offset: Int, before end: Int
    ) throws(WeightsError) -> (Member, next: Int) {
        guard offset + 46 <= end, bytes.unsigned32(at: offset) == 0x0201_4B50,
            let flags = bytes.unsigned16(at: offset + 8), let method = bytes.unsigned16(at: offset + 10),
            let checksum = bytes.unsigned32(at: offset + 16), let stored = bytes.unsigned32(at: offset + 20),
            let size = bytes.unsigned32(at: offset + 24), let nameLength = bytes.unsigned16(at: offset + 28),
            let extraLength = bytes.unsigned16(at: offset + 30), let commentLength = bytes.unsigned16(at: offset + 32),
            let localHeader = bytes.unsigned32(at: offset + 42)
        else { throw .malformed(.zip, offset: offset, "an entry of the directory should stand here") }
        let nameEnd = offset + 46 + nameLength
        let next = nameEnd + extraLength + commentLength
        guard next <= end else { throw .malformed(.zip, offset: offset, "an entry of the directory is cut short") }
        guard let name = String(validating: bytes[offset + 46..<nameEnd], as: UTF8.self) else {
            throw .malformed(.zip, offset: offset, "a member's name is not UTF-8 text")
        }
        guard flags & 0x2041 == 0 else {
            throw .malformed(.zip, offset: offset, "\(WeightsError.quoted(name)) is encrypted")
        }
        guard stored < 0xFFFF_FFFF, size < 0xFFFF_FFFF, method != 0 || stored == size else {
            throw .malformed(.zip, offset: offset, "the sizes of \(WeightsError.quoted(name)) contradict each other")
        }
        let member = Member(
            name: name, method: method, checksum: UInt32(checksum), storedSize: stored, size: size,
            localHeader: localHeader)
        return (member, next)
    }

    /// The bytes of every member, stored or deflated; members must not overlap, and must have the checksum that the
    /// directory gives. Members that were stored are places in the archive itself.
    func contents() throws(WeightsError) -> [Contents] {
        var ranges: [Range<Int>] = []
        for member in members { ranges.append(try range(of: member)) }
        var covered = 0
        for (member, range) in zip(members, ranges).sorted(by: { $0.0.localHeader < $1.0.localHeader }) {
            guard member.localHeader >= covered else {
                throw .malformed(
                    .zip, offset: member.localHeader,
                    "\(WeightsError.quoted(member.name)) overlaps the member before it")
            }
            covered = range.upperBound
        }
        let inflated = members.reduce(0) { $0 + ($1.method == 0 ? 0 : $1.size) }
        guard inflated <= TensorFile.largestFile else { throw .fileTooLarge(bytes: inflated) }
        var contents: [Contents] = []
        for (member, range) in zip(members, ranges) { contents.append(try self.contents(of: member, in: range)) }
        return contents
    }

    /// Bytes, and which of them are a member's.
    struct Contents {
        var bytes: [UInt8]
        var range: Range<Int>
    }

    /// Throws unless the member is stored or deflated and has its size and checksum.
    func contents(of member: Member) throws(WeightsError) -> Contents {
        try contents(of: member, in: range(of: member))
    }

    private func contents(of member: Member, in range: Range<Int>) throws(WeightsError) -> Contents {
        let contents: Contents
        switch member.method {
        case 0: contents = Contents(bytes: bytes, range: range)
        case 8:
            do {
                let inflated = try Inflate.decompress(bytes[range], size: member.size)
                contents = Contents(bytes: inflated, range: 0..<inflated.count)
            } catch {
                throw .malformed(
                    .zip, offset: range.lowerBound,
                    "the compressed bytes of \(WeightsError.quoted(member.name)) are damaged: \(error.words)")
            }
        default:
            throw .malformed(
                .zip, offset: member.localHeader,
                "\(WeightsError.quoted(member.name)) is compressed by method \(member.method); stored and deflated ones are read"
            )
        }
        guard CRC32.of(contents.bytes[contents.range]) == member.checksum else {
            throw .malformed(
                .zip, offset: range.lowerBound,
                "the bytes of \(WeightsError.quoted(member.name)) do not have the checksum in the directory")
        }
        return contents
    }

    private func range(of member: Member) throws(WeightsError) -> Range<Int> {
        let offset = member.localHeader
        guard bytes.unsigned32(at: offset) == 0x0403_4B50, let method = bytes.unsigned16(at: offset + 8),
            let nameLength = bytes.unsigned16(at: offset + 26), let extraLength = bytes.unsigned16(at: offset + 28)
        else { throw .malformed(.zip, offset: offset, "a member's header should stand here") }
        let start = offset + 30 + nameLength + extraLength
        guard start + member.storedSize <= directoryStart, method == member.method,
            bytes[offset + 30..<offset + 30 + nameLength].elementsEqual(member.name.utf8)
        else {
            throw .malformed(
                .zip, offset: offset, "the header of \(WeightsError.quoted(member.name)) contradicts the directory")
        }
        return start..<start + member.storedSize
    }
}
