import Explorer
import Recurrence
import TerminalUI
import Testing

/// Several layers and both directions: forward, at the loss, back.
@Suite struct GraphLayerTests {
    @Test func bidirectional() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: many-to-many
                  stack:
                    - {cell: rnn, hidden: 2, bidirectional: true}
                  readout: {size: 1}
                sequence: {inputs: [[0], [1], [0], [1]], targets: [[1], [0], [1], [0]]}
                loss: mse
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "forward:0.backward:3") == """
                               L₁            L₂            L₃            L₄
                               △             △             △             △
                             ┌▷y₁◁┐        ┌▷y₂◁┐        ┏▶y₃◀┓        ┏▶y₄◀┓
                      0 ━━━▶ h→₁ ━┆━━━━━━▶ h→₂ ━┆━━━━━━▶ h→₃ ━┃━━━━━━▶ h→₄  ┃
                             ▲    ┆        ▲    ┆        ▲    ┃        ▲    ┃
                             ┃    h←₁ ◁┄┄┄┄┃┄┄┄ h←₂ ◁┄┄┄┄┃┄┄┄[h←₃]◀━━━━┃━━━ h←₄ ◀━━━━━━ 0
                             ┃    △        ┃    △        ┃    ▲        ┃    ▲
                             ┗━x₁┄┘        ┗━x₂┄┘        ┗━x₃━┛        ┗━x₄━┛

                """)
        #expect(
            picture.text(at: "loss") == """
                              [L₁]          [L₂]          [L₃]          [L₄]
                               ▲             ▲             ▲             ▲
                             ┏▶y₁◀┓        ┏▶y₂◀┓        ┏▶y₃◀┓        ┏▶y₄◀┓
                      0 ━━━▶ h→₁ ━┃━━━━━━▶ h→₂ ━┃━━━━━━▶ h→₃ ━┃━━━━━━▶ h→₄  ┃
                             ▲    ┃        ▲    ┃        ▲    ┃        ▲    ┃
                             ┃    h←₁ ◀━━━━┃━━━ h←₂ ◀━━━━┃━━━ h←₃ ◀━━━━┃━━━ h←₄ ◀━━━━━━ 0
                             ┃    ▲        ┃    ▲        ┃    ▲        ┃    ▲
                             ┗━x₁━┛        ┗━x₂━┛        ┗━x₃━┛        ┗━x₄━┛

                """)
        #expect(
            picture.text(at: "backward:0.forward:3") == """
                               L₁            L₂            L₃            L₄
                               ▼             ▼             ▼             ▼
                             ┏▶y₁▶┓        ┏▶y₂▶┓        ┏◀y₃▶┓        ┏◀y₄▶┓
                      0 ━━━▶ h→₁ ━┃━━━━━━▶ h→₂ ━┃━━━━━━▶[h→₃]◀┃━━━━━━━ h→₄  ┃
                             ▲    ┃        ▲    ┃        ▼    ┃        ▼    ┃
                             ┃    h←₁ ━━━━━┃━━▶ h←₂ ━━━━━┃━━▶ h←₃ ━━━━━┃━━▶ h←₄ ◀━━━━━━ 0
                             ┃    ▲        ┃    ▲        ┃    ▼        ┃    ▼
                             ┗━x₁━┛        ┗━x₂━┛        ┗━x₃━┛        ┗━x₄━┛

                """)
    }

    @Test func stack() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: many-to-many
                  stack:
                    - {cell: gru, hidden: 2}
                    - {cell: rnn, hidden: 2, residual: true}
                  readout: {size: 1}
                sequence: {inputs: [[0], [1], [0], [1]], targets: [[1], [0], [1], [0]]}
                loss: mse
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "forward:2") == """
                                    L₁            L₂            L₃            L₄
                                    △             △             △             △
                                    y₁            y₂            y₃            y₄
                                    ▲             ▲             △             △
                                    ⊕◀━━┓         ⊕◀━━┓         ⊕◁┄┄┐         ⊕◁┄┄┐
                                    ▲   ┃         ▲   ┃         △   ┆         △   ┆
                stack.1      0 ━━━▶ h₁ ━┃━━━━━━━▶[h₂]┄┃┄┄┄┄┄┄┄▷ h₃ ┄┆┄┄┄┄┄┄┄▷ h₄  ┆
                                    ▲   ┃         ▲   ┃         △   ┆         △   ┆
                                    ┣━━━┛         ┣━━━┛         ├┄┄┄┘         ├┄┄┄┘
                stack.0      0 ━━━▶ h₁ ━━━━━━━━━▶[h₂]┄┄┄┄┄┄┄┄┄▷ h₃ ┄┄┄┄┄┄┄┄┄▷ h₄
                                    ▲             ▲             △             △
                                    x₁            x₂            x₃            x₄

                """)
        #expect(
            picture.text(at: "loss") == """
                                   [L₁]          [L₂]          [L₃]          [L₄]
                                    ▲             ▲             ▲             ▲
                                    y₁            y₂            y₃            y₄
                                    ▲             ▲             ▲             ▲
                                    ⊕◀━━┓         ⊕◀━━┓         ⊕◀━━┓         ⊕◀━━┓
                                    ▲   ┃         ▲   ┃         ▲   ┃         ▲   ┃
                stack.1      0 ━━━▶ h₁ ━┃━━━━━━━▶ h₂ ━┃━━━━━━━▶ h₃ ━┃━━━━━━━▶ h₄  ┃
                                    ▲   ┃         ▲   ┃         ▲   ┃         ▲   ┃
                                    ┣━━━┛         ┣━━━┛         ┣━━━┛         ┣━━━┛
                stack.0      0 ━━━▶ h₁ ━━━━━━━━━▶ h₂ ━━━━━━━━━▶ h₃ ━━━━━━━━━▶ h₄
                                    ▲             ▲             ▲             ▲
                                    x₁            x₂            x₃            x₄

                """)
        #expect(
            picture.text(at: "backward:3") == """
                                    L₁            L₂            L₃            L₄
                                    ▲             ▲             ▼             ▼
                                    y₁            y₂            y₃            y₄
                                    ▲             ▲             ▼             ▼
                                    ⊕◀━━┓         ⊕◀━━┓         ⊕▶━━┓         ⊕▶━━┓
                                    ▲   ┃         ▲   ┃         ▼   ┃         ▼   ┃
                stack.1      0 ━━━▶ h₁ ━┃━━━━━━━▶ h₂ ━┃━━━━━━━▶[h₃]◀┃━━━━━━━━ h₄  ┃
                                    ▲   ┃         ▲   ┃         ▼   ┃         ▼   ┃
                                    ┣━━━┛         ┣━━━┛         ┣━━━┛         ┣━━━┛
                stack.0      0 ━━━▶ h₁ ━━━━━━━━━▶ h₂ ━━━━━━━━━▶[h₃]◀━━━━━━━━━ h₄
                                    ▲             ▲             ▼             ▼
                                    x₁            x₂            x₃            x₄

                """)
    }

    @Test func stackBothWays() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: many-to-one
                  stack:
                    - {cell: rnn, hidden: 1, bidirectional: true}
                    - {cell: rnn, hidden: 1, bidirectional: true, initial_state: learned}
                  readout: {size: 1}
                sequence: {inputs: [[0], [1], [0]], targets: [[1]]}
                loss: mse
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "forward:1.forward:2") == """
                                                                      L₃
                                                                      △
                                                                    ┌▷y₃◁┐
                stack.1        h→₀ ━━━▶ h→₁ ━━━━━━━━▶[h→₂]┄┄┄┄┄┄┄┄▷ h→₃  ┆
                                        ▲             ▲             △    ┆
                                        ┃    h←₁ ◁┄┄┄┄┃┄┄┄ h←₂ ◁┄┄┄┄┆┄┄┄ h←₃ ◁┄┄┄┄┄┄ h←₀
                                        ┃    △        ┃    △        ┆    △
                                        ┣━━━━┫        ┣━━━━┫        ├┄┄┄┄┤
                stack.0        0 ━━━━━▶ h→₁ ━┃━━━━━━▶ h→₂ ━┃━━━━━━▶ h→₃  ┆
                                        ▲    ┃        ▲    ┃        ▲    ┆
                                        ┃    h←₁ ◀━━━━┃━━━ h←₂ ◀━━━━┃━━━ h←₃ ◀━━━━━━━━ 0
                                        ┃    ▲        ┃    ▲        ┃    ▲
                                        ┗━x₁━┛        ┗━x₂━┛        ┗━x₃━┛

                """)
        #expect(
            picture.text(at: "loss") == """
                                                                     [L₃]
                                                                      ▲
                                                                    ┏▶y₃◀┓
                stack.1        h→₀ ━━━▶ h→₁ ━━━━━━━━▶ h→₂ ━━━━━━━━▶ h→₃  ┃
                                        ▲             ▲             ▲    ┃
                                        ┃    h←₁ ◀━━━━┃━━━ h←₂ ◀━━━━┃━━━ h←₃ ◀━━━━━━ h←₀
                                        ┃    ▲        ┃    ▲        ┃    ▲
                                        ┣━━━━┫        ┣━━━━┫        ┣━━━━┫
                stack.0        0 ━━━━━▶ h→₁ ━┃━━━━━━▶ h→₂ ━┃━━━━━━▶ h→₃  ┃
                                        ▲    ┃        ▲    ┃        ▲    ┃
                                        ┃    h←₁ ◀━━━━┃━━━ h←₂ ◀━━━━┃━━━ h←₃ ◀━━━━━━━━ 0
                                        ┃    ▲        ┃    ▲        ┃    ▲
                                        ┗━x₁━┛        ┗━x₂━┛        ┗━x₃━┛

                """)
        #expect(
            picture.text(at: "backward:0.backward:2") == """
                                                                      L₃
                                                                      ▼
                                                                    ┏◀y₃▶┓
                stack.1        h→₀ ◀━━━ h→₁ ◀━━━━━━━━ h→₂ ◀━━━━━━━━ h→₃  ┃
                                        ▼             ▼             ▲    ┃
                                        ┃    h←₁ ◀━━━━┃━━━ h←₂ ◀━━━━┃━━━ h←₃ ━━━━━━▶ h←₀
                                        ┃    ▲        ┃    ▲        ┃    ▲
                                        ┣━━━━┫        ┣━━━━┫        ┣━━━━┫
                stack.0        0 ━━━━━▶ h→₁ ━┃━━━━━━▶ h→₂ ━┃━━━━━━▶ h→₃  ┃
                                        ▲    ┃        ▲    ┃        ▲    ┃
                                        ┃    h←₁ ━━━━━┃━━▶[h←₂]◀━━━━┃━━━ h←₃ ◀━━━━━━━━ 0
                                        ┃    ▲        ┃    ▲        ┃    ▲
                                        ┗━x₁━┛        ┗━x₂━┛        ┗━x₃━┛

                """)
    }
}
