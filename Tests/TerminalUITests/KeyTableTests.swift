import Testing
import TerminalUI

@Suite struct KeyTableTests {
    enum Action: Equatable { case next, back, edit, help }

    let table = KeyTable<Action>([
        KeyBinding(
            [.right, .character("l")], .next, footer: "next", help: "The next moment.", section: "Time",
            takesCount: true),
        KeyBinding([.left], .back, footer: "back", help: "The moment before.", section: "Time", takesCount: true),
        KeyBinding(
            [.character("e")], .edit, footer: "edit", help: "Change the number under the cursor.", section: "Numbers",
            disabled: "This scene has no numbers of its own."),
        KeyBinding([.character("?")], .help, footer: "help", help: "The keys of this screen."),
    ])

    func outcomes(_ keys: [Key]) -> [String] {
        var count = KeyCount()
        return keys.map { "\(count.feed($0, to: table))" }
    }

    @Test func dispatchCountsTimes() {
        #expect(
            outcomes([.right, .character("1"), .character("0"), .character("l"), .character("3"), .character("?")]) == [
                "act(\(Action.next.name), times: 1)", "counting(1)", "counting(10)",
                "act(\(Action.next.name), times: 10)",
                "counting(3)", "act(\(Action.help.name), times: 1)",
            ])
    }

    @Test func aNumberCanBeTakenBackAndIsBounded() {
        #expect(
            outcomes([.character("4"), .escape, .escape]) == [
                "counting(4)", "cancelled", "unknown(\(Key.escape.caseName))",
            ])
        #expect(outcomes(Array(repeating: .character("9"), count: 30)).last == "counting(99999)")
        #expect(outcomes([.character("0")]).first?.hasPrefix("unknown") == true)
    }

    @Test func aDisabledKeySaysWhy() {
        #expect(outcomes([.character("e")]) == ["disabled(reason: \"This scene has no numbers of its own.\")"])
    }

    @Test func theFooterFitsAndKeepsTheLast() {
        #expect(table.footer(width: 40, glyphs: .unicode).string == "→ next  ← back  e edit  ? help")
        #expect(table.footer(width: 29, glyphs: .unicode).string == "→ next  ← back  ? help")
        #expect(table.footer(width: 14, glyphs: .ascii).string == "e edit  ? help")
        #expect(table.footer(width: 0, glyphs: .ascii).string == "? help")
        #expect(KeyTable<Action>([]).footer(width: 9, glyphs: .ascii).string == "")
    }

    @Test func helpAndManual() {
        #expect(
            table.help(width: 34, glyphs: .unicode).map(\.string) == [
                "Time", "→ l  The next moment.", "←    The moment before.", "", "Numbers",
                "e    Change the number under the", "     cursor.", "     This scene has no numbers of",
                "     its own.", "",
                "?    The keys of this screen.",
            ])
        #expect(
            table.manual(glyphs: .ascii) == """
                Time
                  Right l  The next moment.
                  Left  The moment before.

                Numbers
                  e  Change the number under the cursor.

                  ?  The keys of this screen.

                """)
        for width in 0...12 {
            #expect(table.help(width: width, glyphs: .unicode).allSatisfy { $0.width <= width })
        }
    }

    @Test func aClassOfKeysStandsForManyKeys() {
        let typing = KeyTable<Action>([
            KeyBinding([.enter], .next, footer: "takes it", help: "Take the line."),
            KeyBinding([], others: .line, .edit, footer: "types", help: "Type."),
            KeyBinding([], others: .anyOther, .back, help: "Nothing."),
        ])
        #expect(
            [Key.enter, .character("x"), .left, .control("k"), .tab].map { typing.binding(for: $0)?.action } == [
                .next, .edit, .edit, .edit, .back,
            ])
        #expect(typing.footer(width: 40, glyphs: .unicode).string == "↵ takes it  any character types")
        #expect(
            typing.help(width: 60, glyphs: .ascii).map(\.string) == [
                "Enter          Take the line.", "any character  Type.", "any other key  Nothing.",
            ])
        var count = KeyCount()
        #expect("\(count.feed(.character("7"), to: typing))" == "act(\(Action.edit.name), times: 1)")
    }

    @Test func aTableYieldsToAnother() {
        let own = KeyTable<Action>([
            KeyBinding([.right, .character("?")], .edit, words: ["change"], footer: "change", help: "Own.")
        ])
        let left = table.yielding(to: own)
        #expect(left.bindings.map { $0.names(.unicode) } == ["l", "←", "e"])
        #expect((own + left).footer(width: 60, glyphs: .unicode).string == "→ change  l next  ← back  e edit")
        #expect((own + left).binding(for: "change")?.action == .edit)
        let wordy = KeyTable<Action>([KeyBinding([.right], .next, words: ["next", "change"], help: "Shared.")])
        #expect(wordy.yielding(to: own).bindings.map(\.words) == [["next"]])
        #expect(wordy.yielding(to: own).help(width: 60, glyphs: .unicode) == [])
    }
}

extension KeyTableTests.Action {
    /// The case as `"\(…)"` writes it inside another value.
    var name: String { String(reflecting: self) }
}

extension Key {
    var caseName: String { String(reflecting: self) }
}
