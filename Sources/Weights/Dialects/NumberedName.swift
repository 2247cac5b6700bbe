/// A name such as `weight_hh_l0_reverse`.
struct NumberedName {
    var path: String
    var stem: String
    var layer: Int
    var isReverse: Bool

    init?(_ name: String) {
        guard name.contains("_l") else { return nil }
        let (path, leaf) = ModulePath.split(name)
        let isReverse = leaf.hasSuffix("_reverse")
        let rest = isReverse ? leaf.dropLast("_reverse".count) : leaf[...]
        guard let mark = rest.range(of: "_l", options: .backwards) else { return nil }
        let digits = rest[mark.upperBound...]
        guard let layer = Int(digits), String(layer) == digits, (0..<1_000).contains(layer) else { return nil }
        self.path = path
        stem = String(rest[..<mark.lowerBound])
        self.layer = layer
        self.isReverse = isReverse
    }
}
