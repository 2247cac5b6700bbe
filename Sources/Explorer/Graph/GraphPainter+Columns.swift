import TerminalUI

extension GraphPainter {
    /// The lines of one column into a level from the one below it.
    mutating func connect(_ index: Int, at t: Int, _ placed: GraphLayout.Placed) {
        let level = placed.pane.levels[index]
        let below = placed.pane.levels[index - 1]
        let rows = placed.rows.levels[index]
        let belowRows = placed.rows.levels[index - 1]
        guard below.lanes.first?.steps.contains(t) == true else { return }
        let column = Column(placed: placed, t: t)
        if rows.isBeside, let y = below.lanes.first, let loss = level.lanes.first {
            let x = placed.columns.x(.middle, t) + Text.width(label(y, at: t))
            canvas.head(x, rows.lanes[0], .right, progress.flow(y, at: t, to: loss, at: t))
        } else if rows.head == nil, level.role == .loss, let y = below.lanes.first, let loss = level.lanes.first {
            canvas.head(column.x(loss) - 1, rows.lanes[0], .up, progress.flow(y, at: t, to: loss, at: t))
        } else if rows.head == nil, let target = level.lanes.first {
            gather(below.ports, belowRows.ports, into: target, row: rows.lanes[0], column)
        } else {
            distribute(level, rows, below, belowRows, column)
        }
        if level.isResidual { addSum(level, rows, below, belowRows, column) }
    }

    struct Column {
        let placed: GraphLayout.Placed
        let t: Int

        func x(_ lane: GraphLane) -> Int { placed.columns.x(lane.track, t) }
    }

    /// From every port below to every lane, over a bus where lines fork or join.
    private mutating func distribute(
        _ level: GraphLevel, _ rows: GraphRows.Level, _ below: GraphLevel, _ belowRows: GraphRows.Level,
        _ column: Column
    ) {
        let t = column.t
        for (lane, row) in zip(level.lanes, rows.lanes) {
            let flows = below.ports.map { progress.flow($0, at: t, to: lane, at: t) }
            let flow = flows.max() ?? .future
            let x = column.x(lane)
            if let bus = rows.bus {
                for (port, portRow) in zip(below.ports, belowRows.ports) {
                    let passed = progress.flow(port, at: t, to: lane, at: t)
                    canvas.upward(column.x(port), portRow + 1, bus - 1, passed, .column)
                    join(column.x(port), below: true, x, above: true, bus, passed)
                }
            } else if below.role == .input, level.isDouble, let source = below.lanes.first {
                turn(from: source, to: x, belowRows.lanes[0], flow, column)
            }
            canvas.upward(x, rows.head ?? row, row - 1, flow, .column)
            canvas.head(x, row - 1, .up, flow)
        }
    }

    /// A piece of a bus between a line from below and one that goes up.
    private mutating func join(_ from: Int, below: Bool, _ to: Int, above: Bool, _ row: Int, _ flow: GraphFlow) {
        if from == to {
            canvas.line(from, row, [.up, .down], flow, .column)
            return
        }
        canvas.line(from, row, [.down, from < to ? .right : .left], flow, .column)
        canvas.line(to, row, [.up, from < to ? .left : .right], flow, .column)
        canvas.across(min(from, to) + 1, max(from, to) - 1, row, flow, .column)
    }

    /// A line that leaves a label at its side and turns up.
    private mutating func turn(from source: GraphLane, to x: Int, _ row: Int, _ flow: GraphFlow, _ column: Column) {
        let start = column.x(source)
        let end = start + Text.width(label(source, at: column.t))
        if x < start {
            canvas.line(x, row, [.up, .right], flow, .column)
            canvas.across(x + 1, start - 1, row, flow, .column)
        } else {
            canvas.across(end, x - 1, row, flow, .column)
            canvas.line(x, row, [.up, .left], flow, .column)
        }
    }

    /// Lines from below that turn into the sides of a label.
    private mutating func gather(
        _ ports: [GraphLane], _ rows: [Int], into target: GraphLane, row: Int, _ column: Column
    ) {
        let start = column.x(target)
        let end = start + Text.width(label(target, at: column.t))
        for (port, portRow) in zip(ports, rows) {
            let flow = progress.flow(port, at: column.t, to: target, at: column.t)
            let x = column.x(port)
            canvas.upward(x, portRow + 1, row - 1, flow, .column)
            if x < start {
                canvas.line(x, row, [.down, .right], flow, .column)
                canvas.across(x + 1, start - 1, row, flow, .column)
                canvas.head(start - 1, row, .right, flow)
            } else {
                canvas.across(end, x - 1, row, flow, .column)
                canvas.line(x, row, [.down, .left], flow, .column)
                canvas.head(end, row, .left, flow)
            }
        }
    }

    /// The residual sum above a layer, and the line that brings the layer's input past it.
    private mutating func addSum(
        _ level: GraphLevel, _ rows: GraphRows.Level, _ below: GraphLevel, _ belowRows: GraphRows.Level,
        _ column: Column
    ) {
        guard let sum = level.sum, let row = rows.sum else { return }
        let t = column.t
        if level.isDouble {
            gather(level.lanes, rows.lanes, into: sum, row: row, column)
        } else if let lane = level.lanes.first {
            let flow = progress.flow(lane, at: t, to: sum, at: t)
            if let head = rows.sumHead { canvas.head(column.x(lane), head, .up, flow) }
        }
        let flow = below.ports.map { progress.flow($0, at: t, to: sum, at: t) }.max() ?? .future
        let skip = column.placed.columns.skip(t)
        let start: Int
        if let bus = rows.bus {
            start = bus
            for port in below.ports {
                let x = column.x(port)
                canvas.line(x, bus, [.down, .right], flow, .column)
                canvas.across(x + 1, skip - 1, bus, flow, .column)
            }
            canvas.line(skip, bus, [.up, .left], flow, .column)
        } else if let source = below.lanes.first {
            start = belowRows.lanes[0]
            turn(from: source, to: skip, start, flow, column)
        } else {
            return
        }
        canvas.upward(skip, start + 1, row - 1, flow, .column)
        canvas.line(skip, row, [.down, .left], flow, .column)
        let x = column.x(sum) + 1
        canvas.across(x, skip - 1, row, flow, .column)
        // In a bidirectional layer the line of h← comes in at the same side.
        let right = level.lanes.first.map { progress.flow($0, at: t, to: sum, at: t) } ?? flow
        canvas.head(x, row, .left, level.isDouble ? max(flow, right) : flow)
    }
}
