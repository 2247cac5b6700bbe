import Explorer
import Recurrence
import TerminalUI
import Testing

/// One layer in each shape: on the way forward, at the loss, on the way back.
@Suite struct GraphShapeTests {
    @Test func oneToOne() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: one-to-one
                  stack:
                    - {cell: rnn, hidden: 2}
                  readout: {size: 1}
                sequence: {inputs: [[0]], targets: [[1]]}
                loss: mse
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "forward:1") == """
                                                     L₁
                                                     △
                                                     y₁
                                                     ▲
                                              0 ━━━▶[h₁]
                                                     ▲
                                                     x₁

                """)
        #expect(
            picture.text(at: "loss") == """
                                                    [L₁]
                                                     ▲
                                                     y₁
                                                     ▲
                                              0 ━━━▶ h₁
                                                     ▲
                                                     x₁

                """)
        #expect(
            picture.text(at: "backward:1") == """
                                                     L₁
                                                     ▼
                                                     y₁
                                                     ▼
                                              0 ━━━▶[h₁]
                                                     ▼
                                                     x₁

                """)
    }

    @Test func manyToOne() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: many-to-one
                  stack:
                    - {cell: lstm, hidden: 2}
                  readout: {size: 1}
                sequence: {inputs: [[0], [1], [0], [1], [0], [1]], targets: [[1]]}
                loss: mse
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "forward:3") == """
                                                                                    L₆
                                                                                    △
                                                                                    y₆
                                                                                    △
                 0 ━━━▶ h₁ ━━━━━━━▶ h₂ ━━━━━━━▶[h₃]┄┄┄┄┄┄┄▷ h₄ ┄┄┄┄┄┄┄▷ h₅ ┄┄┄┄┄┄┄▷ h₆
                        ▲           ▲           ▲           △           △           △
                        x₁          x₂          x₃          x₄          x₅          x₆

                """)
        #expect(
            picture.text(at: "loss") == """
                                                                                   [L₆]
                                                                                    ▲
                                                                                    y₆
                                                                                    ▲
                 0 ━━━▶ h₁ ━━━━━━━▶ h₂ ━━━━━━━▶ h₃ ━━━━━━━▶ h₄ ━━━━━━━▶ h₅ ━━━━━━━▶ h₆
                        ▲           ▲           ▲           ▲           ▲           ▲
                        x₁          x₂          x₃          x₄          x₅          x₆

                """)
        #expect(
            picture.text(at: "backward:4") == """
                                                                                    L₆
                                                                                    ▼
                                                                                    y₆
                                                                                    ▼
                 0 ━━━▶ h₁ ━━━━━━━▶ h₂ ━━━━━━━▶ h₃ ━━━━━━━▶[h₄]◀━━━━━━━ h₅ ◀━━━━━━━ h₆
                        ▲           ▲           ▲           ▼           ▼           ▼
                        x₁          x₂          x₃          x₄          x₅          x₆

                """)
    }

    @Test func manyToMany() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: many-to-many
                  stack:
                    - {cell: gru, hidden: 2, initial_state: learned}
                  readout: {size: 1}
                sequence: {inputs: [[0], [1], [0], [1], [0]], targets: [null, [0], [1], [1], null]}
                loss: mse
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "forward:2") == """
                                        L₂            L₃            L₄
                                        △             △             △
                          y₁            y₂            y₃            y₄            y₅
                          ▲             ▲             △             △             △
                  h₀ ━━━▶ h₁ ━━━━━━━━━▶[h₂]┄┄┄┄┄┄┄┄┄▷ h₃ ┄┄┄┄┄┄┄┄┄▷ h₄ ┄┄┄┄┄┄┄┄┄▷ h₅
                          ▲             ▲             △             △             △
                          x₁            x₂            x₃            x₄            x₅

                """)
        #expect(
            picture.text(at: "loss") == """
                                       [L₂]          [L₃]          [L₄]
                                        ▲             ▲             ▲
                          y₁            y₂            y₃            y₄            y₅
                          ▲             ▲             ▲             ▲             ▲
                  h₀ ━━━▶ h₁ ━━━━━━━━━▶ h₂ ━━━━━━━━━▶ h₃ ━━━━━━━━━▶ h₄ ━━━━━━━━━▶ h₅
                          ▲             ▲             ▲             ▲             ▲
                          x₁            x₂            x₃            x₄            x₅

                """)
        #expect(
            picture.text(at: "backward:3") == """
                                        L₂            L₃            L₄
                                        ▲             ▼             ▼
                          y₁            y₂            y₃            y₄            y₅
                          ▲             ▲             ▼             ▼             ▲
                  h₀ ━━━▶ h₁ ━━━━━━━━━▶ h₂ ━━━━━━━━━▶[h₃]◀━━━━━━━━━ h₄ ━━━━━━━━━▶ h₅
                          ▲             ▲             ▼             ▼             ▲
                          x₁            x₂            x₃            x₄            x₅

                """)
    }

    @Test func oneToManyFedBack() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: one-to-many
                  stack:
                    - {cell: rnn, hidden: 2}
                  readout: {size: 1}
                sequence: {inputs: [[0]], targets: [[1], [0], [1], [0]]}
                loss: mse
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "forward:2") == """
                                L₁            L₂            L₃            L₄
                                △             △             △             △
                                y₁━━━━━━━━┓   y₂┄┄┄┄┄┄┄┄┐   y₃┄┄┄┄┄┄┄┄┐   y₄
                                ▲         ┃   ▲         ┆   △         ┆   △
                         0 ━━━▶ h₁ ━━━━━━━┃━▶[h₂]┄┄┄┄┄┄┄┆┄▷ h₃ ┄┄┄┄┄┄┄┆┄▷ h₄
                                ▲         ┃   ▲         ┆   △         ┆   △
                                x₁        ┗━▶ x₂        └┄▷ x₃        └┄▷ x₄

                """)
        #expect(
            picture.text(at: "loss") == """
                               [L₁]          [L₂]          [L₃]          [L₄]
                                ▲             ▲             ▲             ▲
                                y₁━━━━━━━━┓   y₂━━━━━━━━┓   y₃━━━━━━━━┓   y₄
                                ▲         ┃   ▲         ┃   ▲         ┃   ▲
                         0 ━━━▶ h₁ ━━━━━━━┃━▶ h₂ ━━━━━━━┃━▶ h₃ ━━━━━━━┃━▶ h₄
                                ▲         ┃   ▲         ┃   ▲         ┃   ▲
                                x₁        ┗━▶ x₂        ┗━▶ x₃        ┗━▶ x₄

                """)
        #expect(
            picture.text(at: "backward:3") == """
                                L₁            L₂            L₃            L₄
                                ▲             ▲             ▼             ▼
                                y₁━━━━━━━━┓   y₂━━━━━━━━┓   y₃◀━━━━━━━┓   y₄
                                ▲         ┃   ▲         ┃   ▼         ┃   ▼
                         0 ━━━▶ h₁ ━━━━━━━┃━▶ h₂ ━━━━━━━┃━▶[h₃]◀━━━━━━┃━━ h₄
                                ▲         ┃   ▲         ┃   ▼         ┃   ▼
                                x₁        ┗━▶ x₂        ┗━▶ x₃        ┗━━ x₄

                """)
    }

    @Test func oneToManyTaught() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: one-to-many
                  stack:
                    - {cell: rnn, hidden: 2}
                  readout: {size: 1}
                  feedback: target
                sequence: {inputs: [[0]], targets: [[1], [0], [1], [0]]}
                loss: mse
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "forward:2") == """
                                L₁            L₂            L₃            L₄
                                △             △             △             △
                                y₁            y₂            y₃            y₄
                                ▲             ▲             △             △
                         0 ━━━▶ h₁ ━━━━━━━━━▶[h₂]┄┄┄┄┄┄┄┄┄▷ h₃ ┄┄┄┄┄┄┄┄┄▷ h₄
                                ▲             ▲             △             △
                                x₁            y*₁           y*₂           y*₃

                """)
        #expect(
            picture.text(at: "loss") == """
                               [L₁]          [L₂]          [L₃]          [L₄]
                                ▲             ▲             ▲             ▲
                                y₁            y₂            y₃            y₄
                                ▲             ▲             ▲             ▲
                         0 ━━━▶ h₁ ━━━━━━━━━▶ h₂ ━━━━━━━━━▶ h₃ ━━━━━━━━━▶ h₄
                                ▲             ▲             ▲             ▲
                                x₁            y*₁           y*₂           y*₃

                """)
        #expect(
            picture.text(at: "backward:3") == """
                                L₁            L₂            L₃            L₄
                                ▲             ▲             ▼             ▼
                                y₁            y₂            y₃            y₄
                                ▲             ▲             ▼             ▼
                         0 ━━━▶ h₁ ━━━━━━━━━▶ h₂ ━━━━━━━━━▶[h₃]◀━━━━━━━━━ h₄
                                ▲             ▲             ▲             ▲
                                x₁            y*₁           y*₂           y*₃

                """)
    }
}
