/// An array of doubles to be written to a file of weights.
public struct NamedArray: Sendable, Equatable {
    /// The name that the file gives it.
    public var name: String
    /// Sizes, outermost first.
    public var shape: [Int]
    /// Elements in row-major order, as many as `shape` has.
    public var values: [Double]

    /// Traps where there are not as many values as the shape says.
    public init(name: String, shape: [Int], values: [Double]) {
        precondition(values.count == shape.reduce(1, *), "an array has as many values as its shape says")
        self.name = name
        self.shape = shape
        self.values = values
    }

    /// The elements as eight bytes each, lowest first.
    var littleEndianBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 * values.count)
        for value in values { bytes.append(littleEndian: value.bitPattern) }
        return bytes
    }
}
