extension NPZ {
    /// A stored npz archive of 64-bit arrays, in the order given.
    static func write(_ arrays: [NamedArray]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for array in arrays {
            let name = Array("\(array.name).npy".utf8)
            let data = npy(array)
            let description = memberDescription(of: data, nameLength: name.count)
            let offset = archive.count

            archive.append(littleEndian: UInt32(0x0403_4B50))
            archive += description + name + data

            directory.append(littleEndian: UInt32(0x0201_4B50))
            directory.append(littleEndian: UInt16(20))  // made by version 2.0
            directory += description
            directory += [UInt8](repeating: 0, count: 10)  // no comment, first disk, no attributes
            directory.append(littleEndian: UInt32(offset))
            directory += name
        }
        var end: [UInt8] = []
        end.append(littleEndian: UInt32(0x0605_4B50))
        end.append(littleEndian: UInt32(0))  // this disk and the directory's disk
        end.append(littleEndian: UInt16(arrays.count))
        end.append(littleEndian: UInt16(arrays.count))
        end.append(littleEndian: UInt32(directory.count))
        end.append(littleEndian: UInt32(archive.count))
        end.append(littleEndian: UInt16(0))  // no comment
        return archive + directory + end
    }

    /// The fields that a member's header and its entry in the directory share, from the version needed to the extra length.
    private static func memberDescription(of data: [UInt8], nameLength: Int) -> [UInt8] {
        var fields: [UInt8] = []
        fields.append(littleEndian: UInt16(20))  // version needed
        fields.append(littleEndian: UInt16(0x0800))  // names are UTF-8
        fields.append(littleEndian: UInt16(0))  // stored
        fields.append(littleEndian: UInt16(0))  // midnight
        fields.append(littleEndian: UInt16(0x0021))  // 1 January 1980: the same scene gives the same bytes
        fields.append(littleEndian: CRC32.of(data[...]))
        fields.append(littleEndian: UInt32(data.count))
        fields.append(littleEndian: UInt32(data.count))
        fields.append(littleEndian: UInt16(nameLength))
        fields.append(littleEndian: UInt16(0))  // no extra field
        return fields
    }

    /// One array in version 1.0 of numpy's format.
    private static func npy(_ array: NamedArray) -> [UInt8] {
        let sizes = array.shape.map(String.init).joined(separator: ", ")
        let shape = array.shape.count == 1 ? "(\(sizes),)" : "(\(sizes))"
        var header = Array("{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }".utf8)
        // numpy aligns the elements to 64 bytes; the description ends with a line feed.
        header += [UInt8](repeating: 0x20, count: 63 - (10 + header.count) % 64) + [0x0A]

        var bytes = NPY.magic + [1, 0]
        bytes.append(littleEndian: UInt16(header.count))
        return bytes + header + array.littleEndianBytes
    }
}
