import Recurrence

extension Explorer {
    /// Everything that `:` can go to or do, by name: screens, moments, scenes, words, numbers of the open scene.
    var placeNames: [String] {
        var names = screens.flatMap { [$0.name] + $0.otherNames }
        names +=
            layers.dropLast(layers.count > 1 ? 1 : 0).last.map { table(of: $0.screen, $0.id).bindings.flatMap(\.words) }
            ?? []
        names += scenes.items.map(\.name)
        if let session {
            names += (0..<session.timeline.count).map { session.timeline[$0].description }
            names += session.panes.flatMap { $0.nodes.map { session.network[$0].name } }
        }
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// The names that a text can become: those that begin with it, or where none does those that have it in them.
    func completions(of text: String) -> [String] {
        let names = placeNames
        let beginning = names.filter { $0.hasPrefix(text) }
        return beginning.isEmpty ? names.filter { $0.contains(text) } : beginning
    }

    /// The one name that a text can mean; nil where there are none or several.
    func onlyCompletion(of text: String) -> String? {
        let names = text.count > 1 ? completions(of: text) : []
        return names.count == 1 && names[0] != text ? names[0] : nil
    }

    /// Goes to a number of the trace by its name: `f[3][2]`, node, step and unit; false where it is no such name.
    mutating func goToNumber(_ name: String) -> Bool {
        guard let session,
            let match = name.wholeMatch(of: #/([A-Za-z_.0-9~]*[A-Za-z_~])\[(\d+)\](?:\[(\d+)\])?/#),
            let t = Int(match.2)
        else { return false }
        let wanted = String(match.1).replacing("~", with: "_tilde")
        let unit = match.3.flatMap { Int($0) } ?? 1
        for pane in session.panes {
            for node in pane.nodes
            where session.network[node].name == wanted || "\(pane.title).\(session.network[node].name)" == wanted {
                guard session.network[node].steps.contains(t), (1...session.network[node].width).contains(unit) else {
                    continue
                }
                let isBackward = session.timeline.hasLoss && playhead.position > session.timeline.lossIndex
                let position =
                    isBackward
                    ? session.timeline.backwardIndex(of: node, at: t) : session.timeline.forwardIndex(of: node, at: t)
                if !(top is StepScreen) { show(StepScreen.self) }
                go(to: Playhead(position: position))
                return look(at: "\(wanted)[\(unit)]")
            }
        }
        return false
    }
}
