import Recurrence
import TerminalUI

extension Explorer {
    /// Looks at the unit of the row in focus that has moved most since the step before, on the way back at the one whose gradient has,
    /// and says which ones follow.
    mutating func lookAtWhatMovesMost() {
        guard let session else {
            message = Message("no scene is open", isError: true)
            return
        }
        show(StepScreen.self)
        guard let row = session.row(under: focus, at: playhead) else { return }
        let isBackward = session.timeline[playhead.position].isBackward
        guard session.isComputed(row.node, at: row.step, playhead) else {
            message = Message("nothing is computed here yet; → plays the next moment")
            return
        }
        let moves = session.moves(of: row, isGradient: isBackward)
        let order = moves.indices.sorted { (moves[$1].magnitude, $0) < (moves[$0].magnitude, $1) }
        guard let first = order.first, moves[first] != 0 else {
            message = Message("no unit has moved since the step before")
            return
        }
        focus.unit = first
        let numbers = Numbers(glyphs)
        let listed = order.prefix(4).filter { moves[$0] != 0 }.map { unit in
            "unit \(unit + 1) by \(numbers.short(moves[unit], digits: 3))"
        }
        let naming = Naming(session.lettering(notation), glyphs: glyphs)
        var name = naming.name(row.node, at: row.step)
        if isBackward { name = naming.gradient(of: name) }
        message = Message("\(name) moves most in \(listed.joined(separator: ", "))")
    }
}

extension Session {
    /// How far each unit of a row is from where it was a step before in running order; from 0 where there is no such step.
    func moves(of row: Row, isGradient: Bool) -> [Double] {
        let part = network.part(of: row.node)
        // On the way back the step before is the one that comes later.
        let before = isGradient ? row.step + part.order : row.step - part.order
        func numbers(_ step: Int) -> [Double] {
            Array(isGradient ? trace.gradient(row.node, at: step) : trace.value(row.node, at: step))
        }
        let now = numbers(row.step)
        guard network[row.node].storedSteps.contains(before) else { return now }
        return zip(now, numbers(before)).map { $0 - $1 }
    }
}
