import Explorer
import Recurrence
import TerminalUI
import Testing

/// Encoder and decoder side by side: forward, at the loss, back.
@Suite struct GraphDecoderTests {
    @Test func encoderAndDecoder() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: seq2seq
                  stack:
                    - {cell: gru, hidden: 2}
                  readout: {size: 1}
                  decoder: {cell: gru, hidden: 2}
                  feedback: target
                sequence: {inputs: [[0], [1], [0]], targets: [[1], [0], [1]]}
                loss: mse
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "decode:2") == """
                                                                L₁         L₂         L₃
                                                                △          △          △
                                                                y₁         y₂         y₃
                                                                ▲          ▲          △
                 0 ━━━▶ h₁ ━━━━━▶ h₂ ━━━━━▶ h₃ ━━━━━━━━━▶ s₀ ━▶ s₁ ━━━━━━▶[s₂]┄┄┄┄┄┄▷ s₃
                        ▲         ▲         ▲                   ▲          ▲          △
                        x₁        x₂        x₃                  y₀         y*₁        y*₂

                """)
        #expect(
            picture.text(at: "loss") == """
                                                               [L₁]       [L₂]       [L₃]
                                                                ▲          ▲          ▲
                                                                y₁         y₂         y₃
                                                                ▲          ▲          ▲
                 0 ━━━▶ h₁ ━━━━━▶ h₂ ━━━━━▶ h₃ ━━━━━━━━━▶ s₀ ━▶ s₁ ━━━━━━▶ s₂ ━━━━━━▶ s₃
                        ▲         ▲         ▲                   ▲          ▲          ▲
                        x₁        x₂        x₃                  y₀         y*₁        y*₂

                """)
        #expect(
            picture.text(at: "backward:decode:2") == """
                                                                L₁         L₂         L₃
                                                                ▲          ▼          ▼
                                                                y₁         y₂         y₃
                                                                ▲          ▼          ▼
                 0 ━━━▶ h₁ ━━━━━▶ h₂ ━━━━━▶ h₃ ━━━━━━━━━▶ s₀ ━▶ s₁ ━━━━━━▶[s₂]◀━━━━━━ s₃
                        ▲         ▲         ▲                   ▲          ▲          ▲
                        x₁        x₂        x₃                  y₀         y*₁        y*₂

                """)
    }

    @Test func attention() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: seq2seq
                  stack:
                    - {cell: rnn, hidden: 2}
                  readout: {size: 1}
                  decoder: {cell: rnn, hidden: 2, attention: {size: 2}}
                  feedback: output
                sequence: {inputs: [[2], [-2], [0]], targets: [[1], [0]]}
                loss: mse
                parameters: {initialize: {seed: 5, gain: 5}}
                """)
        #expect(
            picture.text(at: "decode:2") == """
                 α₂     .02━━━━━━█.96━━━━━━ .02━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
                       ┃         ┃         ┃                        L₁        ┃   L₂
                       ┃         ┃         ┃                        △         ┃   △
                       ┃         ┃         ┃                        y₁━━━━━━┓ ┃   y₂
                       ▲         ▲         ▲                        ▲       ┃ ┃   ▲
                 0 ━━▶ h₁ ━━━━━▶ h₂ ━━━━━▶ h₃ ━━━━━━━━━━▶ s₀ ━━━━━▶ s₁ ━━━━━┃━┃━▶[s₂]
                       ▲         ▲         ▲                        ▲       ┃ ┃   ▲
                       x₁        x₂        x₃                       y₀,c₁   ┗━┻━▶ y₁,c₂

                """)
        #expect(
            picture.text(at: "loss") == """
                 α₂     .02━━━━━━█.96━━━━━━ .02━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
                       ┃         ┃         ┃                       [L₁]       ┃  [L₂]
                       ┃         ┃         ┃                        ▲         ┃   ▲
                       ┃         ┃         ┃                        y₁━━━━━━┓ ┃   y₂
                       ▲         ▲         ▲                        ▲       ┃ ┃   ▲
                 0 ━━▶ h₁ ━━━━━▶ h₂ ━━━━━▶ h₃ ━━━━━━━━━━▶ s₀ ━━━━━▶ s₁ ━━━━━┃━┃━▶ s₂
                       ▲         ▲         ▲                        ▲       ┃ ┃   ▲
                       x₁        x₂        x₃                       y₀,c₁   ┗━┻━▶ y₁,c₂

                """)
        #expect(
            picture.text(at: "backward:decode:1") == """
                 α₁     .01━━━━━━▆.69━━━━━━▂.31━━━━━━◀━━━━━━━━━━┓
                       ┃         ┃         ┃                    ┃   L₁            L₂
                       ┃         ┃         ┃                    ┃   ▼             ▼
                       ┃         ┃         ┃                    ┃   y₁◀━━━━━┓     y₂
                       ▲         ▲         ▲                    ┃   ▼       ┃     ▼
                 0 ━━▶ h₁ ━━━━━▶ h₂ ━━━━━▶ h₃ ━━━━━━━━━━▶ s₀ ◀━━┃━━[s₁]◀━━━━┃━━━━ s₂
                       ▲         ▲         ▲                    ┃   ▼       ┃     ▼
                       x₁        x₂        x₃                   ┗━━ y₀,c₁   ┗━━━━ y₁,c₂

                """)
    }

    @Test func handOverFromBothWays() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: seq2seq
                  stack:
                    - {cell: gru, hidden: 1, bidirectional: true, initial_state: given}
                  readout: {size: 1}
                  decoder: {cell: gru, hidden: 2, attention: {size: 2}}
                  feedback: target
                sequence: {inputs: [[0], [1], [0]], targets: [[1], [0]]}
                loss: mse
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "decode:1") == """
                 α₁      ┏━.33┳━━━━┳━.33┳━━━━┳━.34┳━━━━━━━━━━━━━━━━━━━━━━━┓
                         ┃    ┃    ┃    ┃    ┃    ┃                       ┃  L₁        L₂
                         ┃    ┃    ┃    ┃    ┃    ┃                       ┃  △         △
                         ┃    ┃    ┃    ┃    ┃    ┃                       ┃  y₁        y₂
                         ┃    ┃    ┃    ┃    ┃    ┃                       ┃  ▲         △
                 =h→₀ ━▶ h→₁ ━┃━━▶ h→₂ ━┃━━▶ h→₃ ━┃━━━━━━━━━━━━━━━▶ s₀ ━━━┃▶[s₁]┄┄┄┄┄▷ s₂
                         ▲    ┃    ▲    ┃    ▲    ┃                       ┃  ▲         △
                 s₀ ◀━━━━┃━━━ h←₁ ◀┃━━━ h←₂ ◀┃━━━ h←₃ ◀━━ =h←₀            ┗▶ y₀,c₁     y*₁,c₂
                         ┃    ▲    ┃    ▲    ┃    ▲
                         ┗━x₁━┛    ┗━x₂━┛    ┗━x₃━┛

                """)
        #expect(
            picture.text(at: "loss") == """
                 α₂      ┏━.33┳━━━━┳━.33┳━━━━┳━.34┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
                         ┃    ┃    ┃    ┃    ┃    ┃                         [L₁]    ┃ [L₂]
                         ┃    ┃    ┃    ┃    ┃    ┃                          ▲      ┃  ▲
                         ┃    ┃    ┃    ┃    ┃    ┃                          y₁     ┃  y₂
                         ┃    ┃    ┃    ┃    ┃    ┃                          ▲      ┃  ▲
                 =h→₀ ━▶ h→₁ ━┃━━▶ h→₂ ━┃━━▶ h→₃ ━┃━━━━━━━━━━━━━━━▶ s₀ ━━━━▶ s₁ ━━━━┃▶ s₂
                         ▲    ┃    ▲    ┃    ▲    ┃                          ▲      ┃  ▲
                 s₀ ◀━━━━┃━━━ h←₁ ◀┃━━━ h←₂ ◀┃━━━ h←₃ ◀━━ =h←₀               y₀,c₁  ┗▶ y*₁,c₂
                         ┃    ▲    ┃    ▲    ┃    ▲
                         ┗━x₁━┛    ┗━x₂━┛    ┗━x₃━┛

                """)
        #expect(
            picture.text(at: "backward:0.backward:2") == """
                 α₁      ┏━.33┳━━━━┳━.33┳━━━━┳━.34┳━━━━━━━━━━━━━◀━━━━━━━━━┓
                         ┃    ┃    ┃    ┃    ┃    ┃                       ┃  L₁        L₂
                         ┃    ┃    ┃    ┃    ┃    ┃                       ┃  ▼         ▼
                         ┃    ┃    ┃    ┃    ┃    ┃                       ┃  y₁        y₂
                         ┃    ┃    ┃    ┃    ┃    ┃                       ┃  ▼         ▼
                 =h→₀ ━▶ h→₁ ━┃━━▶ h→₂ ━┃━━▶ h→₃ ━┃━━━━━━━━━━━━━━━▶ s₀ ◀━━┃━ s₁ ◀━━━━━ s₂
                         ▲    ┃    ▲    ┃    ▲    ┃                       ┃  ▼         ▼
                 s₀ ━━━━━┃━━▶ h←₁ ━┃━━▶[h←₂]◀┃━━━ h←₃ ◀━━ =h←₀            ┗━ y₀,c₁     y*₁,c₂
                         ┃    ▲    ┃    ▲    ┃    ▲
                         ┗━x₁━┛    ┗━x₂━┛    ┗━x₃━┛

                """)
    }
}
