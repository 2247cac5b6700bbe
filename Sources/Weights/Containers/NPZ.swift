/// numpy's archive of named arrays: a zip archive whose members are `name.npy`, stored or deflated.
enum NPZ {
    static func read(_ bytes: [UInt8]) throws(WeightsError) -> TensorFile {
        let archive = try ZipArchive(bytes)
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
        var unread: [WeightsError] = []
        for (member, contents) in zip(archive.members, try archive.contents()) {
            let name = String(member.name.dropLast(4))
            let array: NPY
            do {
                array = try NPY(contents.bytes, in: contents.range, name: name)
            } catch .arrayType(let name, let type) {
                unread.append(.arrayType(name, type))
                continue
            }
            tensors.append(
                Tensor(
                    name: name, type: array.type, shape: array.shape, range: array.data, file: contents.bytes,
                    firstIndexFastest: array.isFortranOrdered, isBigEndian: array.isBigEndian))
        }
        if tensors.isEmpty, let first = unread.first { throw first }
        return TensorFile(tensors: tensors, unread: unread.map(\.description))
    }
}
