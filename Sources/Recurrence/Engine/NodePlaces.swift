/// Finds the nodes behind addresses of the arena.
struct NodePlaces {
    /// A piece of memory in which each row holds the rows of some nodes side by side.
    struct Region {
        let start: Int
        let end: Int
        let stride: Int
        let firstStep: Int
        let members: [Int]
    }

    /// A node that a view covers, wholly or not, and the step of its row less the step of the view's.
    struct Part: Equatable {
        let node: Int
        let shift: Int
        let isWhole: Bool
    }

    private let nodes: [Node]
    private var regions: [Region] = []

    init(_ nodes: [Node]) {
        self.nodes = nodes
        func start(_ index: Int) -> Int { nodes[index].address(nodes[index].storedSteps.lowerBound) }
        var members: [Int] = []
        for index in nodes.indices.sorted(by: { start($0) < start($1) }) {
            members.append(index)
            let node = nodes[members[0]]
            guard members.reduce(0, { $0 + nodes[$1].width }) == node.stride else { continue }
            let first = start(members[0])
            let steps = node.storedSteps
            regions.append(
                Region(
                    start: first, end: first + node.stride * steps.count, stride: node.stride,
                    firstStep: steps.lowerBound,
                    members: members))
            members = []
        }
    }

    /// The region that an address lies in; nil among the parameters.
    func region(at address: Int) -> Region? { regions.first { $0.start <= address && address < $0.end } }

    /// The nodes under a view that is read at some steps; a view of stride 0 stands for all that it covers.
    func parts(of view: View, steps: ClosedRange<Int>) -> [Part] {
        let address = view.address(steps.lowerBound)
        guard let region = region(at: address) else { return [] }
        let row = (address - region.start) / region.stride
        let column = (address - region.start) % region.stride
        let shift = row + region.firstStep - steps.lowerBound
        if view.stride == 0 && column + view.width > region.stride {
            return region.members.map { Part(node: $0, shift: shift, isWhole: false) }
        }
        var at = 0
        return region.members.compactMap { index in
            let range = at..<at + nodes[index].width
            at = range.upperBound
            guard range.overlaps(column..<column + view.width) else { return nil }
            let isWhole = range.lowerBound >= column && range.upperBound <= column + view.width
            return Part(node: index, shift: shift, isWhole: isWhole)
        }
    }
}
