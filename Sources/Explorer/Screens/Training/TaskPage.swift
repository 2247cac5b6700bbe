import Recurrence
import Scenes
import TerminalUI

/// The tasks that networks are trained on, to be opened with a network that learns them.
struct TaskPage: Screen {
    private var selection = 0

    init() {}

    var shared: SharedKeys { [.always] }

    func keys(_ explorer: Explorer) -> [ScreenKey<TaskPage>] {
        [
            ScreenKey(
                [.up, .character("k")], words: ["up"], footer: "choose", help: "the task above", section: "Choosing",
                takesCount: true
            ) { $0.choose($0.selection - $2.times) },
            ScreenKey(
                [.down, .character("j")], words: ["down"], help: "the task below", section: "Choosing",
                takesCount: true
            ) { $0.choose($0.selection + $2.times) },
            ScreenKey([.home], words: ["first"], help: "the first task", section: "Choosing") { page, _, _ in
                page.choose(0)
            },
            ScreenKey([.end], words: ["last"], help: "the last task", section: "Choosing") { page, _, _ in
                page.choose(.max)
            },
            ScreenKey(
                [.enter, .right, .character("l")], words: ["in"], footer: "opens", help: "open the chosen task",
                section: "Choosing"
            ) { page, explorer, _ in
                explorer.close()
                explorer.openTask(Tasks.all[page.selection])
            },
            ScreenKey([.escape, .left, .character("h")], words: ["out"], footer: "closes", help: "close the list") {
                _, explorer, _ in explorer.close()
            },
        ]
    }

    private mutating func choose(_ index: Int) { selection = max(0, min(Tasks.all.count - 1, index)) }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        grid.choices(
            "Tasks", hint: "every epoch draws new sequences; Enter opens a network that learns it",
            Tasks.all.map { ($0.name, $0.summary) }, column: 17, chosen: selection, glyphs: explorer.glyphs)
    }

    func sentence(_ explorer: Explorer) -> String? {
        let task = Tasks.all[selection]
        return "\(task.name): \(task.summary), \(selection + 1) of \(Tasks.all.count)."
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.heading("Tasks")
        for task in Tasks.all { text.fact(task.name, task.summary) }
        text.text("task NAME opens one")
        return text
    }

    /// `task parity`
    static let phrase = Phrase("task NAME", help: "open a task with a network that learns it") {
        explorer, words throws(PlainProblem) in
        let name = words.joined(separator: "-")
        guard let task = Tasks.named(name) else {
            let known = Tasks.all.map(\.name).joined(separator: ", ")
            throw PlainProblem(
                "\(name.isEmpty ? "task needs a name" : "no task is called \(name)"); there are \(known)")
        }
        explorer.openTask(task)
    }
}

extension Explorer {
    /// Opens a task with the network of its recipe, on the Training screen; asks first where changes would be lost.
    mutating func openTask(_ task: any SequenceTask) {
        if history.isUnsaved && isAsking {
            push(ConfirmLeaving(.task(task.name)))
        } else {
            openTaskWithoutAsking(task)
        }
    }

    mutating func openTaskWithoutAsking(_ task: any SequenceTask) {
        open(TaskScene(task).scene)
        show(TrainingScreen.self)
    }
}
