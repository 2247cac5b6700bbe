import Recurrence
import TerminalUI
public struct UnfoldedGraph { 
 public init(network: Network, timeline: Timeline, position: Int, focus: Int?) {}
 func preferredHeight(width: Int) -> Int { 6 }
 func draw(_ grid: inout Grid, glyphs: Glyphs) {} }
