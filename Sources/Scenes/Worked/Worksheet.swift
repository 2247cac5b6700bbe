import ExactMath
import Formula
import Recurrence

/// A derivation with boxes where somebody is to write the numbers, and the lines that go into them.
public struct Worksheet: Sendable {
    /// What the student gets.
    public var sheet: WorkedDerivation
    /// The lines with boxes, with everything in them.
    public var key: WorkedDerivation

    /// - Parameters:
    ///   - blank: names of nodes and parameters, also as grad(name), whose numbers are asked for; empty for everything that is computed.
    ///   - options: `from`, `through` and `only` choose the lines; a worksheet ends before clipping and updates, whose numbers would
    ///     give gradients away.
    public init(_ scene: Scene, blank: [TraceName] = [], _ options: WorkedDerivation.Options = .init()) {
        let whole = WorkedDerivation(scene, options)
        let box = Self.box(options.style)
        var (sheet, key) = (whole, whole)
        sheet.sections = whole.sections.filter { $0.title != "clip" && $0.title != "update" }
        key.sections = sheet.sections
        for index in sheet.sections.indices {
            sheet.sections[index].lines = sheet.sections[index].lines.map { line in
                guard let subject = line.subject else { return line }
                if subject.isAsked(in: blank) { return line.blanked(box) }
                return line.reads.contains { $0.isAsked(in: blank) } ? line.withoutNumbers : line
            }
            key.sections[index].lines = key.sections[index].lines.filter { $0.subject?.isAsked(in: blank) ?? false }
        }
        key.sections.removeAll(where: \.lines.isEmpty)
        (self.sheet, self.key) = (sheet, key)
    }

    /// Whether any line has a box.
    public var asks: Bool { !key.sections.isEmpty }

    private static func box(_ style: WritingStyle) -> String {
        switch style {
        case .latex: "\\boxed{\\phantom{-00.0000}}"
        case .spoken: "blank"
        default: "[________]"
        }
    }
}

extension TraceName {
    /// Whether it is among names such as `c`, `grad(h[2])`, `stack.0.W`; everything is among none.
    func isAsked(in names: [TraceName]) -> Bool {
        names.isEmpty
            || names.contains { wanted in
                guard isGradient == wanted.isGradient else { return false }
                let isNamed = dotted == wanted.dotted || dotted.hasSuffix("." + wanted.dotted)
                let (step, other) = (wanted.indices.first?.wholeNumber, indices.first?.wholeNumber)
                return isNamed && (step == nil || other == nil || step == other)
            }
    }
}

extension WorkedDerivation.Line {
    /// The line with a box for every number.
    fileprivate func blanked(_ box: String) -> Self {
        var line = self
        line.entries = entries.map { WrittenEntry(left: $0.left, numbers: box, result: box) }
        // A gradient that nothing reaches: 0, and why, is the answer.
        if entries.isEmpty, let symbols { (line.symbols, line.remark) = ((symbols.left, box), "") }
        return line
    }

    /// The line without the numbers that went into it.
    fileprivate var withoutNumbers: Self {
        var line = self
        line.entries = entries.map { WrittenEntry(left: $0.left, numbers: $0.result, result: $0.result) }
        return line
    }
}
