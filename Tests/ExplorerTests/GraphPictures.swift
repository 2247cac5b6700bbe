import Explorer
import Foundation
import Recurrence
import Scenes
import TerminalUI

/// Draws the graph of a scene at a moment as text.
struct GraphPicture {
    let network: Network
    let timeline: Timeline
    let labels: GraphLabels

    init(_ scene: Scene) {
        let trace: Trace<Double> = scene.trace()
        network = trace.network
        timeline = Timeline(trace.network, clips: false)
        labels = GraphLabels(trace, vocabulary: scene.vocabulary)
    }

    init(yaml: String) throws { self.init(try Scene(text: yaml, file: "test")) }

    init(fixture: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("Fixtures/\(fixture).scene.yaml")
        self.init(try Scene(text: String(contentsOf: file, encoding: .utf8), file: fixture))
    }

    static let fixtures: [String] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("Fixtures").path)
        return (files ?? []).filter { $0.hasSuffix(".scene.yaml") }.map { String($0.dropLast(".scene.yaml".count)) }
            .sorted()
    }()

    func graph(at position: Int, isUnderWay: Bool = false, focus: UnfoldedGraph.Focus? = nil) -> UnfoldedGraph {
        UnfoldedGraph(
            network: network, timeline: timeline, position: position, isUnderWay: isUnderWay, focus: focus,
            labels: labels)
    }

    func text(
        at moment: String, width: Int = 80, height: Int? = nil, glyphs: Glyphs = .unicode,
        focus: UnfoldedGraph.Focus? = nil
    ) -> String {
        guard let moment = Moment(moment), let position = timeline.index(of: moment) else { return "no such moment" }
        let graph = graph(at: position, focus: focus)
        var grid = Grid(width: width, height: height ?? graph.preferredHeight(width: width))
        graph.draw(&grid, glyphs: glyphs)
        return grid.plainText
    }
}
