import Recurrence
import Scenes
import Testing

@Suite struct ExperimentTests {
    private static let runs = ["rnn", "gru"].flatMap { cell in
        [2, 4].map { RememberRun(cell: cell, hidden: 3, length: $0, seed: 1, limit: 60) }
    }

    @Test func aRunIsTheSameEveryTime() throws {
        let outcome = try #require(Self.runs[0].outcome())
        #expect(outcome.isSolved && outcome.wrong <= 0.01 && outcome.epochs % 20 == 0 && outcome.gradient > 0)
        #expect(Self.runs[0].outcome() == outcome)
        #expect(Self.runs[0].outcome(isStopped: { true }) == nil)
    }

    /// Parts in any order are the file of one run.
    @Test func partsAreTheWhole() throws {
        let outcomes = Self.runs.compactMap { $0.outcome() }
        let whole = RememberTable(outcomes)
        let parts = [
            RememberTable([outcomes[3], outcomes[1]]), RememberTable([outcomes[2], outcomes[0], outcomes[1]]),
        ]
        var merged = RememberTable()
        for part in parts { for outcome in try RememberTable(csv: part.csv).outcomes { merged.add(outcome) } }
        #expect(merged.csv == whole.csv && merged == whole)
        #expect(whole.outcomes.map(\.run) == [Self.runs[0], Self.runs[1], Self.runs[2], Self.runs[3]])
        #expect(whole[Self.runs[2]] == outcomes[2])
    }

    @Test func aTableSaysWhatWasSolved() throws {
        let header = "cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\n"
        let table = try RememberTable(
            csv: header
                + "lstm,8,20,1,600,yes,80,0.0,0.5\nlstm,8,20,2,600,no,600,0.5,0.25\nrnn,8,20,1,600,no,600,0.5,1e-09\n")
        #expect(
            table.text == """
                cell        T   solved   epochs   gradient at t = 1
                rnn        20   0 of 1        –           1.000e-09
                lstm       20   1 of 2       80              0.5000

                solved    T 20
                rnn       ····
                lstm      ▄▄▄▄

                """)
        #expect(table.svg.hasPrefix("<svg") && table.svg.contains(">lstm</text>") && table.svg.hasSuffix("</svg>\n"))
    }

    @Test(arguments: [
        ("", 1), ("cell,length\n", 1),
        ("cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\nlstm,8,20,1,600,yes,80,0.0\n", 2),
        ("cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\nlstn,8,20,1,600,yes,80,0.0,1\n", 2),
    ])
    func whatIsNoTableIsRefused(_ text: String, line: Int) {
        #expect {
            try RememberTable(csv: text)
        } throws: { error in
            (error as? RememberTable.Problem)?.line == line
        }
    }
}
