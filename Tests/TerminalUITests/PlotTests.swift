import Testing
import TerminalUI

@Suite struct PlotTests {
    func plot(_ yScale: PlotAxis.Scale = .logarithmic) -> Plot {
        Plot(
            [
                Plot.Series("rnn", mark: "r", style: .series(0), values: (0..<20).map { 1.0 / Double(1 << $0) }),
                Plot.Series(
                    "lstm", mark: "l", style: .series(1), stroke: .dotted,
                    values: (0..<20).map { 1 - 0.02 * Double($0) }),
            ], levels: [Plot.Level("clip", y: 0.01)], xName: "t", yName: "‖∂L/∂h_t‖", yScale: yScale)
    }

    func drawn(_ plot: Plot, _ width: Int, _ height: Int, _ glyphs: Glyphs) -> String {
        var grid = Grid(width: width, height: height)
        plot.draw(&grid, glyphs: glyphs)
        return grid.plainText
    }

    @Test func wholePlots() {
        #expect(
            drawn(plot(), 60, 14, .braille) == """
                ‖∂L/∂h_t‖  r rnn  l lstm  ┄ clip
                    │⠉⠓⠬⢄⣁⠈l ⠁⠈ ⠁⠈ ⠁⠈⠈ ⠁⠈l⠂⠐ ⠂⠐ ⠂⠂⠐ ⠂⠐ l⠐ ⠂⠂⠐ ⠂⠐ ⠂⠐ ⠂l⠐ ⠂⠐ l
                    │   r ⠙⠒⠤⢄⡀
                1e−1┤         ⠈⠉⠒⠢⢄⣀
                    │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄⠉⠑r⢄⣀┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
                    │                    ⠉⠒⠢⠤⣀
                1e−3┤                         ⠉⠑⠢⢄⣀
                    │                              ⠉r⠢⠤⣀
                    │                                   ⠉⠑⠒⢄⣀
                    │                                        ⠉⠑⠢r⣀⡀
                1e−5┤                                             ⠈⠑⠒⠤⣄
                    │                                                  ⠉⠑⠒⠤r
                    └───────────┬──────────────┬─────────────┬─────────────┬
                                5             10            15             t

                """)
        #expect(
            drawn(plot(), 60, 14, .unicode) == """
                ‖∂L/∂h_t‖  r rnn  l lstm  ┄ clip
                    │▀▚▟▄▌▝l ▘▝ ▘▝ ▘▝▝ ▘▝l▘▝ ▘▝ ▘▘▝ ▘▝ l▝ ▘▘▗ ▖▗ ▖▗ ▖l▗ ▖▗ l
                    │   r▝▀▚▄▄
                1e−1┤         ▀▀▀▄▄▖
                    │┄┄┄┄┄┄┄┄┄┄┄┄┄┄▝▀▀r▄▖┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
                    │                   ▝▀▀▚▄▄
                1e−3┤                         ▀▀▚▄▄
                    │                              ▀r▚▄▄▖
                    │                                   ▝▀▀▄▄▖
                    │                                        ▝▀▀r▄▖
                1e−5┤                                             ▝▀▀▚▄▖
                    │                                                  ▝▀▀▚r
                    └───────────┬──────────────┬─────────────┬─────────────┬
                                5             10            15             t

                """)
        #expect(
            drawn(plot(), 60, 14, .ascii) == """
                ||dL/dh_t||  r rnn  l lstm  . clip
                    |lrl  ll l l  l  l  ll l  l l  l  ll l  l  l  l ll l  ll
                    |   rrrrrr
                1e-1+         rrrrr
                    |..............rrrrr....................................
                    |                   rrrrrr
                1e-3+                         rrrrr
                    |                              rrrrrr
                    |                                    rrrrr
                    |                                         rrrrr
                1e-5+                                              rrrrrr
                    |                                                    rrr
                    +-----------+--------------+-------------+-------------+
                                5             10            15             t

                """)
        #expect(
            drawn(plot(.linear), 40, 8, .ascii) == """
                ||dL/dh_t||  r rnn  l lstm  . clip
                  1+l l  lll  l
                   | r           l  l l  l  l  l l ll
                0.5+  r                                l
                   |   rrr
                   |......rrrrrrrrrrrrrrrrrrrrrrrrrrrrrr
                   +-------+---------+--------+--------+
                           5        10       15        t

                """)
    }

    @Test func everySizeAndEveryValueDraws() {
        let wild: [Double] = [0, -1, .nan, .infinity, -.infinity, 1e300, -1e300, Double.leastNonzeroMagnitude, 1]
        for (width, height) in smallSizes + [(20, 5), (21, 6), (80, 24)] {
            for glyphs in Glyphs.allCases {
                for scale in [PlotAxis.Scale.linear, .logarithmic] {
                    let wildPlot = Plot(
                        [
                            Plot.Series("wild", mark: "w", style: .plain, values: wild),
                            Plot.Series("none", mark: "n", style: .plain, stroke: .marks, values: []),
                        ], levels: [Plot.Level("nan", y: .nan)], yScale: scale, playhead: 2)
                    for plot in [plot(scale), wildPlot, Plot([])] {
                        let lines = drawn(plot, width, height, glyphs).split(
                            separator: "\n", omittingEmptySubsequences: false)
                        #expect(lines.count == height + 1)
                    }
                }
            }
        }
    }

    @Test func whatALogarithmCannotShowIsMarkedAtTheEdge() {
        let plot = Plot(
            [Plot.Series("g", mark: "g", style: .plain, stroke: .marks, values: [1, 0, 0.1, .nan, .infinity])],
            yScale: .logarithmic)
        #expect(drawn(plot, 9, 4, .unicode) == "g     ! ▴\n\n\n  ▾ g\n")
    }

    @Test func ticksAreRoundAndFew() {
        #expect(PlotAxis(.linear, from: 0, to: 1).ticks(6) == [0, 0.2, 0.4, 0.6000000000000001, 0.8, 1])
        #expect(PlotAxis(.linear, from: 1, to: 50).ticks(5) == [10, 20, 30, 40, 50])
        #expect(PlotAxis(.logarithmic, from: 1e-11, to: 1).ticks(4) == [1e-11, 1e-8, 1e-5, 1e-2])
        #expect(PlotAxis(.linear, fitting: [3.0]).range == 1.5...4.5)
        #expect(PlotAxis(.logarithmic, fitting: [0.0, -1, .nan]).range == 0.1...1)
        for most in 1...9 {
            for (low, high) in [(0.0, 1e-300), (-7, 13), (0.3, 0.30001), (1e-300, 1e300), (1, 3)] {
                for scale in [PlotAxis.Scale.linear, .logarithmic] {
                    let axis = PlotAxis(scale, from: low, to: high)
                    #expect(axis.ticks(most).count <= most)
                    #expect(
                        axis.ticks(most).allSatisfy { (-1e-6...1 + 1e-6).contains(axis.position($0)) },
                        "\(scale) \(low) \(high) \(axis.ticks(most))")
                }
            }
        }
    }

    @Test(
        "A logarithmic axis holds every positive number",
        arguments: [
            Double.leastNonzeroMagnitude, Double.leastNormalMagnitude / 64, Double.leastNormalMagnitude, 1,
            Double.greatestFiniteMagnitude,
        ])
    func everyPositiveNumberHasAnAxis(value: Double) {
        let axis = PlotAxis(.logarithmic, fitting: [value])
        #expect(axis.range.contains(value))
        #expect(axis.range.lowerBound > 0 && axis.range.lowerBound < axis.range.upperBound)
        #expect(axis.position(value) >= 0 && axis.position(value) <= 1)
    }

    @Test("A curve without a name is in the picture and not in the legend")
    func namelessCurves() {
        var plot = plot()
        plot.series.append(Plot.Series("", mark: "%", style: .dim, values: [1, 1, 1]))
        let picture = drawn(plot, 60, 14, .unicode)
        #expect(picture.hasPrefix("‖∂L/∂h_t‖  r rnn  l lstm  ┄ clip\n"))
        #expect(picture.contains("%"))
    }
}
