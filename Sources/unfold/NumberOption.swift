/// Reads the numbers of options, so that a wrong one is answered by what was found and what would fit.
enum NumberOption {
    /// What would have fitted; ArgumentParser puts the option and what was found in front of it.
    private struct Unfit: Error, CustomStringConvertible {
        let description: String
    }

    /// A whole number of a range.
    static func whole(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
        { text in
            guard let number = Int(text), range.contains(number) else {
                let fits =
                    range.upperBound == .max
                    ? "from \(range.lowerBound) on" : "from \(range.lowerBound) to \(range.upperBound)"
                throw Unfit(description: "a whole number \(fits) would fit")
            }
            return number
        }
    }

    /// A seed.
    @Sendable static func seed(_ text: String) throws -> UInt64 {
        guard let number = UInt64(text) else {
            throw Unfit(description: "a whole number from 0 to \(UInt64.max) would fit")
        }
        return number
    }

    /// A double that is not negative.
    @Sendable static func notNegative(_ text: String) throws -> Double {
        guard let number = Double(text), number >= 0, number.isFinite else {
            throw Unfit(description: "a number from 0 on would fit")
        }
        return number
    }
}

/// Arguments as ArgumentParser reads them rightly.
enum CommandLineArguments {
    /// Negative numbers are joined to the option in front of them, `--truncate -2` to `--truncate=-2`: apart, an option is said to
    /// have no value. No option's name begins with a digit, so nothing else is meant.
    static func joiningNegativeNumbers(_ arguments: [String]) -> [String] {
        var result: [String] = []
        var arguments = arguments[...]
        while let argument = arguments.popFirst() {
            if argument == "--" { return result + [argument] + arguments }
            if argument.hasPrefix("--"), !argument.contains("="), let next = arguments.first, isNegativeNumber(next) {
                result.append("\(argument)=\(next)")
                arguments.removeFirst()
            } else {
                result.append(argument)
            }
        }
        return result
    }

    private static func isNegativeNumber(_ text: String) -> Bool {
        guard text.first == "-" else { return false }
        let rest = text.dropFirst()
        return rest.first.map { $0.isNumber || $0 == "." || $0 == "∞" } ?? false
            || ["inf", "infinity", "nan"].contains(rest.lowercased())
    }
}
