import Explorer
import Recurrence
import TerminalUI
import Testing

/// The picture in words, for `--plain`.
@Suite struct GraphDescriptionTests {
    func words(_ fixture: String, _ moment: String, isUnderWay: Bool = false) throws -> String {
        let picture = try GraphPicture(fixture: fixture)
        let position = try #require(Moment(moment).flatMap { picture.timeline.index(of: $0) })
        return picture.graph(at: position, isUnderWay: isUnderWay).describe().render(.unicode)
    }

    @Test func oneLayer() throws {
        #expect(
            try words("006-many-to-one-rnn", "forward:3") == """
                computed: x_3 → h_3; h_2 → h_3
                to come: h_3 → h_4

                """)
        #expect(
            try words("006-many-to-one-rnn", "forward:3", isUnderWay: true) == """
                to come: x_3 → h_3; h_2 → h_3; h_3 → h_4

                """)
        #expect(
            try words("006-many-to-one-rnn", "backward:4") == """
                computed: h_3 → h_4
                gradient sent back: h_4 → x_4; y_4 → h_4; L_4 → y_4

                """)
    }

    @Test func feedbackAndGivenStates() throws {
        #expect(
            try words("021-one-to-many-ugrnn", "forward:1") == """
                computed: x_1 → h_1; given h_0 → h_1; h_1 → y_1
                to come: h_1 → h_2; y_1 → L_1; y_1 → x_2

                """)
    }

    @Test func layersAreNamedByTheirParts() throws {
        #expect(
            try words("036-many-to-many-rnn-deep", "backward:5") == """
                computed: stack.0.h_4 → stack.0.h_5; stack.1.h_4 → stack.1.h_5
                gradient sent back: stack.0.h_5 → x_5; stack.1.h_5 → stack.0.h_5; stack.1.out_5 → stack.1.h_5; \
                stack.1.out_5 → stack.0.h_5; y_5 → stack.1.out_5; L_5 → y_5

                """)
    }

    @Test func decodersReadTheirAttention() throws {
        #expect(
            try words("029-seq2seq-lstm", "decode:2") == """
                computed: y_1 and context_2 → s_2; s_1 → s_2; s_2 → y_2
                to come: s_2 → s_3; y_2 → L_2; y_2 → s_3
                attention α_2: h_1 0.34, h_2 0.33, h_3 0.33

                """)
    }
}
