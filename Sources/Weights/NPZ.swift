/// numpy's archive of named arrays: a zip archive whose members are `name.npy`, here stored without compression.
enum NPZ {
    static func read(_ bytes: [UInt8]) throws(WeightsError) -> TensorFile {
        // A checkpoint's first member is its pickle; it is told before the directory is read, which it may have in 64 bits.
        if let length = bytes.unsigned16(at: 26), bytes.count >= 30 + length,
            bytes[30..<30 + length].reversed().starts(with: "data.pkl".utf8.reversed())
        {
            throw .foreign(.torchCheckpoint)
        }
        let archive = try ZipArchive(bytes)
        if archive.members.contains(where: { $0.name.hasSuffix("data.pkl") }) { throw .foreign(.torchCheckpoint) }
        if archive.members.contains(where: { $0.method != 0 }) { throw .foreign(.compressedNPZ) }

        var names = TensorNames()
        for member in archive.members {
            try names.take(member.name)
            guard member.name.hasSuffix(".npy") else {
                throw .malformed(
                    .zip, offset: member.localHeader,
                    "\(WeightsError.quoted(member.name)) is not a numpy array: its name should end in .npy")
            }
        }
        var tensors: [Tensor] = []
        for (member, range) in zip(archive.members, try archive.storedRanges()) {
            let name = String(member.name.dropLast(4))
            let array = try NPY(bytes, in: range, name: name)
            tensors.append(
                Tensor(
                    name: name, type: array.type, shape: array.shape, range: array.data, file: bytes,
                    firstIndexFastest: array.isFortranOrdered))
        }
        return TensorFile(tensors: tensors, metadata: [:])
    }
}
