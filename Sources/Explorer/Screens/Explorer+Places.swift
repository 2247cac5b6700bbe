import Recurrence

extension Explorer {
    /// Goes to a moment, a screen or a built-in scene by its name, or does what a word of the present screen says.
    public mutating func goTo(_ name: String) {
        let name = String(name.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed())
        if show(named: name) { return }
        if name == "most" { return lookAtWhatMovesMost() }
        if let playhead = session?.playhead(named: name) {
            if !top.shared.contains(.timeline) { show(StepScreen.self) }
            go(to: playhead)
        } else if let item = scenes.items.firstIndex(where: { $0.name == name }) {
            open(item: item)
        } else if Int(name) != nil, session != nil {
            if !top.shared.contains(.timeline) { show(StepScreen.self) }
            goToStep(name)
        } else if goToNumber(name) || perform(word: name) || perform(phrase: name) {
            return
        } else if let only = onlyCompletion(of: name) {
            goTo(only)
        } else {
            let places = session == nil ? "a scene" : "a moment (forward:2, loss), a screen (gradients), a scene"
            message = Message("nothing is called \(name) here; try \(places)", isError: true)
        }
    }

    /// Opens a screen, or what lies over the present one, by its name, or says why not; false where nothing is called so.
    public mutating func open(named name: String) -> Bool {
        if show(named: name) { return true }
        var tried = self
        guard tried.perform(word: name), tried.layers.count > layers.count || keys.binding(for: name)?.disabled != nil
        else { return false }
        self = tried
        return true
    }

    /// Does what a word of the present screen's keys says, or says why not; false where it has no such word.
    private mutating func perform(word: String) -> Bool {
        guard let binding = keys.binding(for: word) else { return false }
        if let reason = binding.disabled {
            message = Message(reason)
        } else {
            binding.action(&self, KeyPress(binding.keys.first ?? .enter))
        }
        return true
    }

    /// Does what a word with arguments says, such as `set feedback target`; false where no such word begins it.
    private mutating func perform(phrase line: String) -> Bool {
        let words = line.split(separator: " ").map(String.init)
        guard words.count > 1, let phrase = phrases.first(where: { $0.word == words[0] }) else { return false }
        do {
            guard let said = try phrase.act(&self, Array(words.dropFirst())), let first = said.lines.first else {
                return true
            }
            if case .text(let sentence) = first { message = Message(sentence) }
        } catch { message = Message("\(error)", isError: true) }
        return true
    }

    /// Goes to step t of the pass that is being played, in the same layer where layers play one after another.
    mutating func goToStep(_ text: String) {
        guard let session else { return }
        guard let t = Int(text.filter { $0 != " " }) else {
            message = Message("a step is a whole number, not \(text)", isError: true)
            return
        }
        let isBackward = session.timeline.hasLoss && playhead.position > session.timeline.lossIndex
        let present = session.timeline[playhead.position].place
        let found = (0..<session.timeline.count).filter { position in
            let moment = session.timeline[position]
            return moment.place?.step == t && moment.isBackward == isBackward
        }
        let alike = found.first { position in
            guard let place = session.timeline[position].place, let present else { return false }
            return place.isAlike(present)
        }
        guard let position = alike ?? found.first else {
            message = Message("there is no step \(t) here", isError: true)
            return
        }
        go(to: Playhead(position: position))
    }
}
