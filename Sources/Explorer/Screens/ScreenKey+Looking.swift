import TerminalUI

extension KeyBinding {
    /// A key that looks elsewhere on its screen: it has a word, and a number before it counts.
    static func looking<S>(
        _ keys: [Key], _ word: String, _ help: String, footer: String? = nil, disabled: String? = nil,
        _ act: @escaping ScreenDeed<S>
    ) -> ScreenKey<S> where Action == ScreenDeed<S> {
        ScreenKey(
            keys, words: [word], footer: footer, help: help, section: "Looking", takesCount: true, disabled: disabled,
            act: act)
    }
}
