import Formula
import Recurrence
import Scenes
import Wording

/// One number of a scene and what it is set to: `stack.0.U[1][2] = -0.5`.
public struct NumberEdit: Sendable {
    /// The number's name as it is written, indices from 1.
    public var name: String
    /// The number that the name means, indices from 0.
    public var number: SceneNumber
    /// What it is set to; of a word the number that stands for it.
    public var value: Scenes.Number
    /// The value as it is written where it is a word: on, target, a token.
    public var word: String?
    /// Where the name stands; for what is set in a claim, where the claim begins.
    public var place: TextLocation

    /// The value as it is typed: −0.8, 1/2, off.
    public var typedValue: String { word ?? value.text.replacing("−", with: "-") }
}
