/// All that an explanation of a session depends on.
struct ExplanationKey: Hashable, Sendable {
    let playhead: Playhead
    let focus: Focus
    let lists: ListFocus
    let writing: Writing
    let most: Int
}
