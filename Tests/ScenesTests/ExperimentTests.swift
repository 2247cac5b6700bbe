import Recurrence
import Scenes
import TestSupport
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

    /// What is not solved at a twentieth epoch is asked once more at the end.
    @Test(
        arguments: [
            ("rnn", 2, 10, "yes,10,0.0,0.03265899579322576"),
            ("rnn", 6, 10, "no,10,0.49609375,0.00014543153344689648"),
            ("gru", 2, 10, "no,10,0.484375,0.2531337357647736"),
            ("rnn", 2, 25, "yes,20,0.0,0.03265899579322576"),
            ("gru", 6, 25, "no,25,0.50390625,0.20519502265980946"),
            ("gru", 2, 30, "yes,30,0.0,0.2531337357647736"),
        ])
    func comesTo(cell: String, length: Int, limit: Int, outcome: String) throws {
        let run = RememberRun(cell: cell, hidden: 3, length: length, seed: 1, limit: limit)
        let rows = RememberTable([try #require(run.outcome())]).csv.split(separator: "\n")
        #expect(rows.last == "\(cell),3,\(length),1,\(limit),\(outcome)")
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
                lstm       20   1 of 2       80              0.3750

                solved    T 20
                rnn       ····
                lstm      ▄▄▄▄

                """)
        #expect(table.svg.hasPrefix("<svg") && table.svg.contains(">lstm</text>") && table.svg.hasSuffix("</svg>\n"))
    }

    /// Between the two in the middle where they are even in number; only solved seeds have epochs.
    @Test(
        arguments: [
            (["yes,20,0.0,1.0"], "1 of 1       20               1.000"),
            (["yes,20,0.0,1.0", "yes,60,0.0,4.0"], "2 of 2       40               2.500"),
            (["yes,20,0.0,1.0", "yes,25,0.0,inf"], "2 of 2     22.5                 inf"),
            (["yes,20,0.0,1.0", "yes,400,0.0,2.0", "no,600,0.5,8.0"], "2 of 3      210               2.000"),
            (["yes,20,0.0,1e308", "yes,20,0.0,1.5e308"], "2 of 2       20          1.250e+308"),
            (
                ["yes,20,0.0,1.0", "no,600,0.5,3.0", "yes,100,0.0,2.0", "yes,40,0.0,0.5"],
                "3 of 4       40               1.500"
            ),
        ]) func whatStandsInTheMiddle(outcomes: [String], line: String) throws
    {
        let rows = outcomes.enumerated().map { "gru,8,20,\($0 + 1),600,\($1)\n" }.joined()
        let header = "cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\n"
        let lines = try RememberTable(csv: header + rows).text.split(separator: "\n")
        #expect(lines[1] == "gru        20   \(line)")
    }

    @Test func thePictureHasALineACell() throws {
        let rows = [
            "lstm,8,10,1,600,yes,60,0.0,0.25", "lstm,8,10,2,600,yes,80,0.0,0.5", "lstm,8,20,1,600,yes,80,0.0,0.5",
            "lstm,8,200,1,600,no,600,0.5,0.125", "rnn,8,10,1,600,yes,40,0.0,0.01", "rnn,8,20,1,600,no,600,0.5,1e-09",
            "rnn,8,200,1,600,no,600,0.5,0.0",
        ]
        let header = "cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\n"
        try KeptText("Worked/remember.svg").expect(RememberTable(csv: header + rows.joined(separator: "\n")).svg)
    }

    /// One group alone has room beside it and above.
    @Test func aPictureOfOnePoint() throws {
        let rows = "cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\ngru,8,20,1,600,yes,80,0.0,1.0\n"
        try KeptText("Worked/remember-one.svg").expect(RememberTable(csv: rows).svg)
    }

    @Test func longLengthsHaveWiderColumns() throws {
        let header = "cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\n"
        let table = try RememberTable(
            csv: header
                + "gru,8,20000,1,600,no,600,0.5,0.5\ngru,8,200,1,600,yes,80,0.0,1.0\ngru,8,12000,1,600,yes,80,0.0,1.0\n"
        )
        #expect(
            table.text == """
                cell        T   solved   epochs   gradient at t = 1
                gru       200   1 of 1       80               1.000
                gru     12000   1 of 1       80               1.000
                gru     20000   0 of 1        –              0.5000

                solved    T 200  T 12000 T 20000
                gru       ████   ████    ····

                """)
    }

    @Test(arguments: [
        ("", 1), ("cell,length\n", 1),
        ("cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\nlstm,8,20,1,600,yes,80,0.0\n", 2),
        ("cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\nlstn,8,20,1,600,yes,80,0.0,1\n", 2),
        ("cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\n\nlstm,8,20,1,600,yes,80,0.0,1\n\nlstn\n", 5),
    ])
    func whatIsNoTableIsRefused(_ text: String, line: Int) {
        #expect {
            try RememberTable(csv: text)
        } throws: { error in
            (error as? RememberTable.Problem)?.line == line
        }
    }

    /// Seeds of one width and limit are one group; names tell them apart where there are several.
    @Test func widthsAndLimitsAreNotPooled() throws {
        let header = "cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\n"
        let table = try RememberTable(
            csv: header
                + "gru,4,20,1,600,yes,80,0.0,0.5\ngru,8,20,1,600,no,600,0.5,0.25\ngru,8,20,1,900,yes,800,0.0,0.25\n")
        #expect(
            table.text == """
                cell                    T   solved   epochs   gradient at t = 1
                gru H 4, 600 epochs    20   1 of 1       80              0.5000
                gru H 8, 600 epochs    20   0 of 1        –              0.2500
                gru H 8, 900 epochs    20   1 of 1      800              0.2500

                solved                T 20
                gru H 4, 600 epochs   ████
                gru H 8, 600 epochs   ····
                gru H 8, 900 epochs   ████

                """)
        #expect(table.svg.contains(">gru H 4, 600 epochs</text>"))
    }

    /// A first gradient that overflows is an outcome like any other: the file is read again and goes on.
    @Test func gradientsThatOverflowAreKept() throws {
        let header = "cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\n"
        let rows = "rnn,8,20,1,600,no,600,0.5,inf\nrnn,8,20,2,600,no,600,0.5,nan\nrnn,8,20,3,600,no,600,0.5,2.0\n"
        let table = try RememberTable(csv: header + rows)
        #expect(table.csv == header + rows)
        #expect(
            table.text == """
                cell        T   solved   epochs   gradient at t = 1
                rnn        20   0 of 3        –                 inf

                solved    T 20
                rnn       ····

                """)
        #expect(table.svg.hasSuffix("</svg>\n") && !table.svg.contains("nan") && !table.svg.contains("inf"))
    }

    /// Many rows take no longer than their number says.
    @Test func aLongTableIsReadSoon() throws {
        let header = "cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\n"
        let rows = (1...10_000).map { "gru,8,\(1 + $0 % 5),\(10_001 - $0),600,yes,80,0.0,0.5\n" }.joined()
        var table = RememberTable()
        let time = try ContinuousClock().measure { table = try RememberTable(csv: header + rows) }
        #expect(time < .seconds(60), "took \(time)")
        #expect(table.outcomes.count == 10_000)
        #expect(table.outcomes.map { [$0.run.length, Int($0.run.seed)] }.first == [1, 1])
        #expect(try RememberTable(csv: table.csv) == table)
    }

    /// Numbers that no training comes to are refused with their line.
    @Test(arguments: [
        "gru,0,20,1,600,yes,80,0.0,0.5", "gru,8,0,1,600,yes,80,0.0,0.5", "gru,8,-3,1,600,yes,80,0.0,0.5",
        "gru,8,20,1,0,no,0,0.5,0.5", "gru,8,20,1,600,no,601,0.5,0.5", "gru,8,20,1,600,no,600,1.5,0.5",
        "gru,8,20,1,600,no,600,nan,0.5", "gru,8,20,1,600,no,600,0.5,-inf",
        "gru,8,20,1,600,no,600,0.5,-1", "gru,8,20,1,600,no,600,0.5,0.5,", "gru,8,,20,1,600,no,600,0.5,0.5",
    ])
    func numbersThatNoTrainingHasAreRefused(_ row: String) {
        #expect {
            try RememberTable(csv: "cell,hidden,length,seed,limit,solved,epochs,wrong,gradient\n\(row)\n")
        } throws: { error in
            (error as? RememberTable.Problem)?.line == 2
        }
    }
}
