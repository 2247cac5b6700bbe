import Explorer
import Recurrence
import TerminalUI
import Testing

/// What becomes of a picture that does not fit.
@Suite struct GraphSizeTests {
    private let thousandSteps = """
        unfold: 1
        model:
          shape: many-to-one
          stack:
            - {cell: rnn, hidden: 1}
          readout: {size: 1}
        sequence: {task: first-bit, length: 1000}
        loss: mse
        parameters: {initialize: {seed: 7}}
        """

    @Test func aLongSequenceScrollsWithThePresentInSight() throws {
        let picture = try GraphPicture(yaml: thousandSteps)
        #expect(
            picture.text(at: "start", width: 80) == """




                  0 ┄┄┄▷ h₁ ┄┄┄┄▷ h₂ ┄┄┄┄▷ h₃ ┄┄┄┄▷ h₄ ┄┄┄┄▷ h₅ ┄┄┄┄▷ h₆ ┄┄┄┄▷ h₇ ┄┄┄┄┄┄┄▷ 993›
                         △        △        △        △        △        △        △
                         x₁       x₂       x₃       x₄       x₅       x₆       x₇

                """)
        #expect(
            picture.text(at: "forward:500", width: 80) == """




                ‹496 ━━━▶ h₄₉₇ ━━▶ h₄₉₈ ━━▶ h₄₉₉ ━━▶[h₅₀₀]┄┄▷ h₅₀₁ ┄┄▷ h₅₀₂ ┄┄▷ h₅₀₃ ┄┄┄┄┄▷ 497›
                          ▲        ▲        ▲        ▲        △        △        △
                          x₄₉₇     x₄₉₈     x₄₉₉     x₅₀₀     x₅₀₁     x₅₀₂     x₅₀₃

                """)
        #expect(
            picture.text(at: "forward:500", width: 40) == """




                ‹498 ━━▶ h₄₉₉ ━━━━━▶[h₅₀₀]┄┄┄┄┄┄┄┄▷ 500›
                         ▲           ▲
                         x₄₉₉        x₅₀₀

                """)
        #expect(
            picture.text(at: "loss", width: 80) == """
                                                                                       [L₁₀₀₀]
                                                                                        ▲
                                                                                        y₁₀₀₀
                                                                                        ▲
                ‹992 ━━▶ h₉₉₃ ━━▶ h₉₉₄ ━━▶ h₉₉₅ ━━▶ h₉₉₆ ━━▶ h₉₉₇ ━━▶ h₉₉₈ ━━▶ h₉₉₉ ━━▶ h₁₀₀₀
                         ▲        ▲        ▲        ▲        ▲        ▲        ▲        ▲
                         x₉₉₃     x₉₉₄     x₉₉₅     x₉₉₆     x₉₉₇     x₉₉₈     x₉₉₉     x₁₀₀₀

                """)
        #expect(
            picture.text(at: "backward:999", width: 80) == """
                                                                                        L₁₀₀₀
                                                                                        ▼
                                                                                        y₁₀₀₀
                                                                                        ▼
                ‹992 ━━▶ h₉₉₃ ━━▶ h₉₉₄ ━━▶ h₉₉₅ ━━▶ h₉₉₆ ━━▶ h₉₉₇ ━━▶ h₉₉₈ ━━▶[h₉₉₉]◀━━ h₁₀₀₀
                         ▲        ▲        ▲        ▲        ▲        ▲        ▼        ▼
                         x₉₉₃     x₉₉₄     x₉₉₅     x₉₉₆     x₉₉₇     x₉₉₈     x₉₉₉     x₁₀₀₀

                """)
    }

    @Test func tokensStandInPlaceOfInputs() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: many-to-many
                  stack:
                    - {cell: lstm, hidden: 2}
                  readout: {size: 4, activation: softmax}
                  embedding: {vocabulary: [a, the, longword, ö], size: 2}
                sequence: {tokens: [a, the, longword, ö, a], targets: [the, longword, null, a, the]}
                loss: nll
                parameters: {initialize: {seed: 7}}
                """)
        #expect(
            picture.text(at: "forward:3", width: 80) == """
                         L₁            L₂                          L₄            L₅
                         △             △                           △             △
                         y₁            y₂            y₃            y₄            y₅
                         ▲             ▲             ▲             △             △
                  0 ━━━▶ h₁ ━━━━━━━━━▶ h₂ ━━━━━━━━━▶[h₃]┄┄┄┄┄┄┄┄┄▷ h₄ ┄┄┄┄┄┄┄┄┄▷ h₅
                         ▲             ▲             ▲             △             △
                        'a'           'the'         'longword'    'ö'           'a'

                """)
        #expect(
            picture.text(at: "forward:3", width: 60, glyphs: .ascii) == """
                      L1         L2                    L4         L5
                      '          '                     '          '
                      y1         y2         y3         y4         y5
                      ^          ^          ^          '          '
                 0 => h1 ======> h2 ======>[h3]......) h4 ......) h5
                      ^          ^          ^          '          '
                     'a'        'the'      'longword' 'o'        'a'

                """)
        #expect(
            picture.text(at: "loss", width: 60, height: 5) == """
                      y₁▶[L₁]    y₂▶[L₂]    y₃         y₄▶[L₄]    y₅▶[L₅]
                      ▲          ▲          ▲          ▲          ▲
                 0 ━▶ h₁ ━━━━━━▶ h₂ ━━━━━━▶ h₃ ━━━━━━▶ h₄ ━━━━━━▶ h₅
                      ▲          ▲          ▲          ▲          ▲
                     'a'        'the'      'longword' 'ö'        'a'

                """)
        #expect(
            picture.text(at: "backward:4", width: 60, height: 6) == """
                      y₁▶ L₁     y₂▶ L₂     y₃         y₄◀ L₄     y₅◀ L₅
                      ▲          ▲          ▲          ▼          ▼
                 0 ━▶ h₁ ━━━━━━▶ h₂ ━━━━━━▶ h₃ ━━━━━━▶[h₄]◀━━━━━━ h₅
                      ▲          ▲          ▲          ▼          ▼
                     'a'        'the'      'longword' 'ö'        'a'


                """)
    }

    @Test func layersScrollWhereTheyDoNotFit() throws {
        let picture = try GraphPicture(
            yaml: """
                unfold: 1
                model:
                  shape: many-to-many
                  stack:
                    - {cell: rnn, hidden: 2}
                    - {cell: gru, hidden: 2, initial_state: learned}
                    - {cell: lstm, hidden: 2, initial_state: given}
                  readout: {size: 1}
                sequence: {inputs: [[0], [1], [0], [1]], targets: [[1], [0], [1], [0]]}
                loss: mse
                parameters: {initialize: {seed: 7}, values: {stack.2.h0: [1, 1], stack.2.c0: [0, 0]}}
                """)
        #expect(
            picture.text(at: "forward:2", width: 80, height: 12) == """
                                     L₁            L₂            L₃            L₄
                                     △             △             △             △
                                     y₁            y₂            y₃            y₄
                                     ▲             ▲             △             △
                stack.2     =h₀ ━━━▶ h₁ ━━━━━━━━━▶[h₂]┄┄┄┄┄┄┄┄┄▷ h₃ ┄┄┄┄┄┄┄┄┄▷ h₄
                                     ▲             ▲             △             △
                stack.1     h₀ ━━━━▶ h₁ ━━━━━━━━━▶[h₂]┄┄┄┄┄┄┄┄┄▷ h₃ ┄┄┄┄┄┄┄┄┄▷ h₄
                                     ▲             ▲             △             △
                stack.0     0 ━━━━━▶ h₁ ━━━━━━━━━▶[h₂]┄┄┄┄┄┄┄┄┄▷ h₃ ┄┄┄┄┄┄┄┄┄▷ h₄
                                     ▲             ▲             △             △
                                     x₁            x₂            x₃            x₄


                """)
        #expect(
            picture.text(at: "forward:2", width: 80, height: 6) == """
                                   y₁▷ L₁        y₂▷ L₂        y₃▷ L₃        y₄▷ L₄
                                   ▲             ▲             △             △
                stack.2   =h₀ ━━━▶ h₁ ━━━━━━━━━▶[h₂]┄┄┄┄┄┄┄┄┄▷ h₃ ┄┄┄┄┄┄┄┄┄▷ h₄
                                   ▲             ▲             △             △
                stack.1   h₀ ━━━━▶ h₁ ━━━━━━━━━▶[h₂]┄┄┄┄┄┄┄┄┄▷ h₃ ┄┄┄┄┄┄┄┄┄▷ h₄
                                   ▲             ▲             △             △               ▾2

                """)
        #expect(
            picture.text(at: "loss", width: 80, height: 6) == """
                                   y₁▶[L₁]       y₂▶[L₂]       y₃▶[L₃]       y₄▶[L₄]
                                   ▲             ▲             ▲             ▲
                stack.2   =h₀ ━━━▶ h₁ ━━━━━━━━━▶ h₂ ━━━━━━━━━▶ h₃ ━━━━━━━━━▶ h₄
                                   ▲             ▲             ▲             ▲
                stack.1   h₀ ━━━━▶ h₁ ━━━━━━━━━▶ h₂ ━━━━━━━━━▶ h₃ ━━━━━━━━━▶ h₄
                                   ▲             ▲             ▲             ▲               ▾2

                """)
        #expect(
            picture.text(at: "forward:2", width: 40, height: 3) == """
                        ▲       ▲       △            ▴1
                 =h₀ ━▶ h₁ ━━━▶[h₂]┄┄┄▷ h₃ ┄┄┄┄┄▷ 1›
                        ▲       ▲       △            ▾3

                """)
    }

    @Test func encoderAndDecoderShareANarrowScreen() throws {
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
                sequence: {inputs: [[2], [-2], [0], [1], [3], [-1], [2], [1], [0], [1]], targets: [[1], [0]]}
                loss: mse
                parameters: {initialize: {seed: 5, gain: 5}}
                """)
        #expect(
            picture.text(at: "forward:2", width: 60) == """
                 α₁   ?┄┄┄┄┄┄?┄┄┄┄┄┄?┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┐
                      ┆      ┆      ┆                     ┆  L₁
                      ┆      ┆      ┆                     ┆  △
                      ┆      ┆      ┆                     ┆  y₁┄┄┄┄┐
                      △      △      △                     ┆  △     ┆
                 0 ━▶ h₁ ━━▶[h₂]┄┄▷ h₃ ┄┄┄┄┄▷ 7› ┄┄▷ s₀ ┄┄┆▷ s₁ ┄┄┄┆┄┄┄┄▷ 1›
                      ▲      ▲      △                     ┆  △     ┆
                      x₁     x₂     x₃                    └▷ y₀,c₁ └›

                """)
        #expect(
            picture.text(at: "decode:2", width: 60) == """
                ‹.01   ▇.83━━━ .16› ━━━━━━━━━━━━━━━━━━━━━━━┓
                       ┃                         L₁        ┃   L₂
                       ┃                         △         ┃   △
                       ┃                         y₁━━━━━━┓ ┃   y₂
                       ▲                         ▲       ┃ ┃   ▲
                ‹1 ━━▶ h₂ ━━━━━▶ 8› ━━▶ s₀ ━━━━▶ s₁ ━━━━━┃━┃━▶[s₂]
                       ▲                         ▲       ┃ ┃   ▲
                       x₂                        y₀,c₁   ┗━┻━▶ y₁,c₂

                """)
        #expect(
            picture.text(at: "decode:2", width: 30) == """
                ‹━━━━━━━━┓
                         ┃   L₂
                         ┃   △
                         ┃   y₂
                         ┃   ▲
                ‹    ‹1 ━┃━▶[s₂]
                         ┃   ▲
                     ‹━━━┻━▶ y₁,c₂

                """)
        #expect(
            picture.text(at: "forward:2", width: 25, height: 5) == """
                       ┆              ▴1
                       △
                ‹1 ━━▶[h₂]┄┄┄┄┄┄▷ 8››
                       ▲
                       x₂

                """)
        #expect(
            picture.text(at: "decode:1", width: 80, height: 7, glyphs: .ascii) == """
                 a1   .02====.79====.02====.02====.02==== .13> =========+
                      |      |      |      |      |                     | 'L1        'L2
                      |      |      |      |      |                     |  y1....+    y2
                      ^      ^      ^      ^      ^                     |  ^     :    '
                 0 => h1 ==> h2 ==> h3 ==> h4 ==> h5 =====> 5> ==> s0 ==|>[s1]...:..) s2
                      ^      ^      ^      ^      ^                     |  ^     :    '
                      x1     x2     x3     x4     x5                    +> y0,c1 +..) y1,c2

                """)
    }

    @Test func aStripIsLeftOfIt() throws {
        let picture = try GraphPicture(yaml: thousandSteps)
        #expect(
            picture.text(at: "forward:500", width: 14, height: 3) == """

                500/1000


                """)
        #expect(
            picture.text(at: "forward:500", width: 9, height: 1) == """
                500/1000

                """)
        #expect(
            picture.text(at: "forward:500", width: 5, height: 2) == """

                h₅₀₀

                """)
        #expect(
            picture.text(at: "forward:500", width: 2, height: 2, glyphs: .ascii) == """

                ~

                """)
    }

    @Test func everyFixtureIsDrawnAtEverySizeAndNothingIsCutWithoutAMark() throws {
        #expect(GraphPicture.fixtures.count == 72)
        for name in GraphPicture.fixtures {
            let picture = try GraphPicture(fixture: name)
            let half = picture.timeline.places / 2
            for position in [0, half + 1, picture.timeline.lossIndex, picture.timeline.lossIndex + half] {
                let graph = picture.graph(at: position)
                for width in 0...5 {
                    for height in 0...5 {
                        var grid = Grid(width: width, height: height)
                        graph.draw(&grid, glyphs: .unicode)
                        let isBlank = grid.plainText.allSatisfy(\.isWhitespace)
                        #expect(isBlank == (width == 0 || height == 0), "\(name) at \(width)×\(height)")
                    }
                }
                for (width, height) in [(20, 3), (33, 8), (60, 5), (79, 7), (79, 10), (119, 20)] {
                    for glyphs in Glyphs.allCases {
                        var grid = Grid(width: width, height: height)
                        graph.draw(&grid, glyphs: glyphs)
                        let text = grid.plainText
                        #expect(!glyphs.isASCII || text.utf8.allSatisfy { $0 < 0x80 })
                        let isCut = graph.compactHeight(width: width) > height
                        let marks = [glyphs.moreUp, glyphs.moreDown, glyphs.moreLeft, glyphs.moreRight, "["]
                        #expect(!isCut || text.unicodeScalars.contains { marks.contains($0) }, "\(name)\n\(text)")
                    }
                }
            }
        }
    }
}
