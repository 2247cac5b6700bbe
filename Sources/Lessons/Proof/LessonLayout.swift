/// How much room the texts of a lesson have at 80 columns and 24 rows.
public enum LessonLayout {
    /// Columns of the text.
    public static let width = 76
    /// Lines of a step's paragraphs.
    public static let proseLines = 8
    /// Lines of a question with its choices.
    public static let taskLines = 10
    /// Lines of one hint or reply.
    public static let replyLines = 5

    /// How many lines a text takes, broken at blanks.
    public static func lines(of text: String) -> Int { wrap(text, width: width).count }

    /// The lines of a text of at most so many characters, broken at blanks; a longer word has a line of its own.
    public static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
