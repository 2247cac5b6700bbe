import Recurrence
import Scenes

/// A cell beside others: the open scene with that cell in its stack, everything else the same.
struct CellColumn: Sendable {
    let cell: String
    let session: Session

    /// The cells that stand there at first.
    static let usual = ["rnn", "ugrnn", "gru", "lstm"]
    /// Those that can be put there.
    static let known = ["rnn", "ugrnn", "gru", "lstm", "mingru", "linear"]
    static let most = 4

    init(cell: String, session: Session) {
        self.cell = cell
        self.session = session
    }

    init(cell: String, in session: Session) {
        self.cell = cell
        self.session = Session(session.scene.with(cell: cell))
    }

    /// The part on whose state the gradient is looked at, the last recurrent layer; nil where there is no loss.
    var gradientPart: Part? {
        session.timeline.hasLoss && !session.trace.losses.isEmpty
            ? session.network.parts.last { !$0.states.isEmpty } : nil
    }

    /// ‖∂L/∂state‖ of the last recurrent layer over its steps, the last loss alone; nil where there is no loss.
    var gradient: GradientCurves? { session.timeline.hasLoss ? session.curves(GradientsState()) : nil }
}

extension Session {
    /// The cell of the layer that is compared: the last recurrent one.
    var ownCell: String {
        let layer = network.parts.compactMap { part -> Int? in
            if case .layer(let index, _) = part.kind, !part.states.isEmpty { index } else { nil }
        }.last
        return layer.flatMap { scene.model.stack.indices.contains($0) ? scene.model.stack[$0].cell : nil } ?? ""
    }
}

extension Scene {
    /// Forget gates of cells that are put in place of others start open: at ±1/√H all of them are equally dead.
    static let comparedForgetBias = 3.0

    /// The scene on doubles with another cell in every layer, newly initialised; sizes, sequence and training stay.
    func with(cell: String) -> Scene {
        var other = self
        other.arithmetic = .double
        other.values = [:]
        other.training?.progress = nil
        other.initialization = Initialization(scheme: .uniform, seed: initialization?.seed ?? 1)
        other.initialization?.forgetBias = Self.comparedForgetBias
        for index in other.model.stack.indices {
            let old = other.model.stack[index]
            other.model.stack[index] = SceneLayer(cell: cell, hidden: old.hidden, initialState: .zero)
            other.model.stack[index].bidirectional = old.bidirectional
            other.model.stack[index].residual = old.residual
        }
        return other
    }
}
