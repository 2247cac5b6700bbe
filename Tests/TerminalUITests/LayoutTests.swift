import Testing
import TerminalUI

@Suite struct LayoutTests {
    @Test func fixedPartsComeFirstAndTheRestIsShared() {
        let rect = Rect(x: 2, y: 1, width: 20, height: 5)
        let parts = rect.columns([.fixed(6), .flexible(minimum: 2), .flexible(weight: 2)], gap: 1)
        #expect(
            parts == [
                Rect(x: 2, y: 1, width: 6, height: 5), Rect(x: 9, y: 1, width: 5, height: 5),
                Rect(x: 15, y: 1, width: 7, height: 5),
            ])
    }

    @Test func partsNeverLeaveTheRectangle() {
        for size in 0...12 {
            let rect = Rect(x: 3, y: 4, width: 2, height: size)
            let parts = rect.rows([.fixed(2), .flexible(minimum: 3), .fixed(1), .flexible()], gap: 1)
            #expect(parts.count == 4)
            for part in parts { #expect(part.y >= 4 && part.bottom <= rect.bottom || part.isEmpty) }
            let total = parts.reduce(0) { $0 + $1.height }
            #expect(total == max(0, size - 3))
        }
    }

    @Test func splitsAndInsetsStayInside() {
        let rect = Rect(x: 0, y: 0, width: 10, height: 4)
        #expect(rect.split(top: 9).top == rect)
        #expect(rect.split(bottom: 1).bottom == Rect(x: 0, y: 3, width: 10, height: 1))
        #expect(rect.split(right: 3).rest == Rect(x: 0, y: 0, width: 7, height: 4))
        #expect(rect.inset(by: 3) == Rect(x: 3, y: 3, width: 4, height: 0))
        #expect(Rect(x: 0, y: 0, width: -4, height: 2).isEmpty)
        #expect(rect.intersection(Rect(x: 8, y: 2, width: 9, height: 9)) == Rect(x: 8, y: 2, width: 2, height: 2))
        #expect(rect.intersection(Rect(x: 20, y: 2, width: 9, height: 9)).isEmpty)
    }
}
