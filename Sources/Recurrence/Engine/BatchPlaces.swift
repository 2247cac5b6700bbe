/// Where rows stand when B sequences of equal length run at once: every row of one sequence becomes B rows, one a sequence.
///
/// Step t of sequence b, both from the first on (t = 1, b = 0), is step (t − 1) B + b + 1 of the whole: the steps of all sequences
/// interleaved. So what runs over successive steps runs over all sequences of a step, and a network of B sequences is read and
/// written like one long sequence; only the recurrence goes in steps of B.
struct BatchPlaces {
    /// B.
    let count: Int
    /// The sequence whose own steps are wanted, from 0; nil for the interleaved steps of all.
    var lane: Int?
    private let parameterCount: Int
    private let places: NodePlaces

    init(_ network: Network, count: Int) {
        self.count = count
        parameterCount = network.parameterCount
        places = NodePlaces(network.nodes)
    }

    /// The places as one sequence sees them: with its own steps, B rows apart.
    func seen(by lane: Int) -> BatchPlaces {
        var places = self
        places.lane = lane
        return places
    }

    /// Steps of one sequence as steps of all.
    func steps(_ range: ClosedRange<Int>) -> ClosedRange<Int> {
        if lane != nil { return range }
        return (range.lowerBound - 1) * count + 1...range.upperBound * count
    }

    /// A view of rows of a node that is read at some steps; views of parameters stay.
    func view(_ view: View, steps: ClosedRange<Int>) -> View {
        let address = view.address(steps.lowerBound)
        guard view.width > 0, let region = places.region(at: address) else { return view }
        precondition(view.stride == region.stride || steps.count == 1, "a fixed row is read at one step")
        let row = (address - region.start) / region.stride
        let shift = row - steps.lowerBound
        let start = start(of: region) + (address - region.start) % region.stride
        guard let lane else {
            return View(
                origin: start + (count - 1 + shift * count) * region.stride, stride: region.stride, width: view.width)
        }
        return View(
            origin: start + (lane + shift * count) * region.stride, stride: count * region.stride, width: view.width)
    }

    /// The rows of a node that are read all at once, by their first: that of the first sequence, or of the lane.
    func memory(_ view: View) -> View {
        guard let region = places.region(at: view.origin) else { return view }
        let row = (view.origin - region.start) / region.stride
        let column = (view.origin - region.start) % region.stride
        let first = start(of: region) + column + (row * count + (lane ?? 0)) * region.stride
        return View(origin: first, stride: lane == nil ? view.stride : view.stride * count, width: view.width)
    }

    /// Rows to be cleared.
    func gap(_ gap: Gap) -> Gap {
        guard let region = places.region(at: gap.start) else { return gap }
        let row = (gap.start - region.start) / region.stride
        let column = (gap.start - region.start) % region.stride
        return Gap(
            start: start(of: region) + column + row * count * region.stride, stride: gap.stride, width: gap.width,
            count: gap.count * count)
    }

    /// A node with its rows.
    func node(_ node: Node) -> Node {
        let view = view(
            View(origin: node.origin, stride: node.stride, width: node.width), steps: node.storedSteps)
        var placed = node
        placed.origin = view.origin
        placed.stride = view.stride
        placed.steps = steps(node.steps)
        placed.storedSteps = steps(node.storedSteps)
        return placed
    }

    /// Regions follow each other behind the parameters, each B times as long.
    private func start(of region: NodePlaces.Region) -> Int {
        parameterCount + (region.start - parameterCount) * count
    }
}

extension Instruction {
    /// The instruction with all its rows moved.
    func movingRows(_ places: BatchPlaces) -> Instruction {
        var moved = self
        moved.y = places.view(y, steps: steps)
        moved.a = places.view(a, steps: steps)
        moved.b = places.view(b, steps: steps)
        moved.c = places.view(c, steps: steps)
        moved.d = places.view(d, steps: steps)
        moved.steps = places.steps(steps)
        return moved
    }
}
