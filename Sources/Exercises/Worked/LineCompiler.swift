import ExactMath
import Formula

/// Compiles the lines that answers hang on, each after what it reads.
struct LineCompiler {
    private let program: WorkedProgram
    /// Where the numbers of a line stand.
    private(set) var places: [LineName: LineCode.Place]
    private(set) var code = LineCode()
    /// The lines whose numbers do not stand already; nil where none of them do.
    private let open: Set<LineName>?

    /// - Parameters:
    ///   - places: of what is given; with `open` of everything that was worked before.
    ///   - count: the length of the row so far.
    init(_ program: WorkedProgram, places: [LineName: LineCode.Place], count: Int, open: Set<LineName>? = nil) {
        self.program = program
        self.places = places
        self.open = open
        code.count = count
    }

    /// Compiles every answer, in this order.
    mutating func compile(_ asked: [LineName]) {
        apart = Set(asked)
        for (field, name) in asked.enumerated() {
            let place = place(of: name)
            let form = program.shape(of: name.path)
            let isNumber = name.path.hasPrefix("loss")
            code.answers.append(
                .init(
                    place: place, after: 0,
                    shape: isNumber
                        ? .scalar : form.isMatrix ? .matrix(place.rows, place.columns) : .vector(place.count)))
            code.order.append(field)
        }
        // An answer may stand before its turn; it is seen when it stands.
        var ends: [LineName: Int] = [:]
        for (name, end) in finished where ends[name] == nil { ends[name] = end }
        for (field, name) in asked.enumerated() { code.answers[field].after = ends[name] ?? 0 }
        code.order.sort { (code.answers[$0].after, $0) < (code.answers[$1].after, $1) }
    }

    /// Compiles one expression as the only answer.
    mutating func compile(_ expression: Expression) {
        let place = plain(emit(expression))
        let shape: AnswerShape =
            place.columns > 1 ? .matrix(place.rows, place.columns) : place.isNumber ? .scalar : .vector(place.count)
        code.answers = [.init(place: place, after: code.operations.count, shape: shape)]
        code.order = [0]
    }

    /// Lines with the number of operations after which they stand.
    private var finished: [(LineName, Int)] = []

    // MARK: Lines

    private var done: Set<LineName> = []
    /// The answers: each has a place of its own, so that a student's numbers stand in for it alone.
    private var apart: Set<LineName> = []

    private mutating func place(of name: LineName) -> LineCode.Place {
        if done.contains(name), let place = places[name] { return place }
        if let place = places[name], open?.contains(name) != true { return place }
        done.insert(name)
        let shape = program.shape(of: name.path)
        guard let line = program.lines[name], !line.terms.isEmpty else {
            let place = LineCode.Place(at: room(shape.count), rows: shape.rows, columns: shape.columns)
            code.operations.append(.zero(into: place.at, count: place.count))
            return keep(place, as: name)
        }
        if !apart.contains(name), let other = program.sameLine(as: name) { return keep(place(of: other), as: name) }
        var sum = Expression.sum(line.terms.map(\.expression))
        if let factor = line.factor { sum = .hadamard(sum, factor) }
        let (length, lines) = (code.count, finished.count)
        var place = plain(emit(sum))
        let isOther =
            place.at < length || finished[lines...].contains { places[$0.0]?.contains(place.at) ?? false }
        if apart.contains(name), isOther {
            // Numbers of another line, read without a computation.
            let own = LineCode.Place(at: room(place.count), rows: place.rows, columns: place.columns)
            code.operations.append(.copy(place, into: own.at, count: place.count, .set))
            place = own
        }
        if place.isNumber, !shape.isNumber {
            // 0 for a whole vector.
            let wide = LineCode.Place(at: room(shape.count), rows: shape.rows, columns: shape.columns)
            code.operations.append(.copy(place, into: wide.at, count: wide.count, .set))
            place = wide
        }
        return keep(place, as: name)
    }

    private mutating func keep(_ place: LineCode.Place, as name: LineName) -> LineCode.Place {
        places[name] = place
        finished.append((name, code.operations.count))
        return place
    }

    private mutating func room(_ count: Int) -> Int {
        defer { code.count += count }
        return code.count
    }

    // MARK: Expressions

    /// Where the value stands, row by row.
    private mutating func plain(_ place: LineCode.Place) -> LineCode.Place {
        guard place.isTransposed else { return place }
        if place.rows == 1 || place.columns == 1 {
            return LineCode.Place(at: place.at, rows: place.rows, columns: place.columns)
        }
        let target = LineCode.Place(at: room(place.count), rows: place.rows, columns: place.columns)
        code.operations.append(.copy(place, into: target.at, count: place.count, .set))
        return target
    }

    private mutating func emit(_ expression: Expression) -> LineCode.Place {
        switch expression.kind {
        case .number(let literal): return number(literal.value)
        case .quantity(let name): return quantity(name)
        case .transpose(let inner): return emit(inner).transposed
        case .negative(let inner): return emit([Expression.Term(isNegative: true, value: inner)])
        case .sum(let terms): return emit(terms)
        case .product(let first, let rest):
            return rest.reduce(emit(first)) { left, factor in combine(left, factor.operator, emit(factor.value)) }
        case .call(let function, let argument):
            let x = plain(emit(argument))
            let y = LineCode.Place(at: room(x.count), rows: x.rows, columns: x.columns)
            code.operations.append(.apply(function, x.at, into: y.at, count: x.count))
            return y
        case .power(let base, let exponent), .entrywisePower(let base, let exponent):
            return power(base, exponent.wholeNumber ?? 1)
        case .series(let variable, let lower, let upper, let body):
            let (from, through) = (lower.wholeNumber ?? 1, upper.wholeNumber ?? 0)
            guard from <= through else { return number(.zero) }
            return emit(
                (from...through).map { Expression.Term(isNegative: false, value: body.binding(variable, to: $0)) })
        case .list(let rows, _): return stacked(rows.flatMap { $0 })
        case .word, .constant, .index, .element, .comparison:
            preconditionFailure("a derivation has names of a trace and numbers only")
        }
    }

    private mutating func number(_ value: Rational) -> LineCode.Place {
        let place = LineCode.Place(at: room(1), rows: 1, columns: 1)
        code.operations.append(.literal(code.literals.count, into: place.at))
        code.literals.append(value)
        return place
    }

    private mutating func quantity(_ name: TraceName) -> LineCode.Place {
        var place = place(of: program.line(name))
        if let slice = name.slice {
            if let rows = slice.rows {
                place.at += (rows.lowerBound - 1) * place.columns
                place.rows = rows.count
            }
            if let columns = slice.columns {
                let target = LineCode.Place(
                    at: room(place.rows * columns.count), rows: place.rows, columns: columns.count)
                for r in 0..<place.rows {
                    let from = place.at + r * place.columns + columns.lowerBound - 1
                    code.operations.append(
                        .copy(
                            .init(at: from, rows: columns.count, columns: 1), into: target.at + r * columns.count,
                            count: columns.count, .set))
                }
                place = target
            }
        }
        let entries = name.indices.dropFirst(program.hasSteps(name.dotted) ? 1 : 0).compactMap(\.wholeNumber)
        guard let row = entries.first else { return place }
        if entries.count > 1 || place.columns == 1 {
            return LineCode.Place(
                at: place.at + (row - 1) * place.columns + (entries.count > 1 ? entries[1] - 1 : 0), rows: 1, columns: 1
            )
        }
        return LineCode.Place(at: place.at + (row - 1) * place.columns, rows: place.columns, columns: 1)
    }

    private mutating func emit(_ terms: [Expression.Term]) -> LineCode.Place {
        let parts = terms.map { term -> (LineCode.Place, LineCode.Place?, Bool) in
            if case .product(let first, let rest) = term.value.kind, let last = rest.last, last.operator == .times {
                let left = rest.dropLast().reduce(emit(first)) { combine($0, $1.operator, emit($1.value)) }
                let right = emit(last.value)
                if left.columns == right.rows { return (left, right, term.isNegative) }
                return (combine(left, .times, right), nil, term.isNegative)
            }
            return (emit(term.value), nil, term.isNegative)
        }
        func size(_ part: (LineCode.Place, LineCode.Place?, Bool)) -> (Int, Int) {
            (part.0.rows, part.1?.columns ?? part.0.columns)
        }
        let (rows, columns) = parts.map(size).first { $0 != (1, 1) } ?? (1, 1)
        let target = LineCode.Place(at: room(rows * columns), rows: rows, columns: columns)
        for (index, part) in parts.enumerated() {
            if let right = part.1, size(part) == (rows, columns) {
                if index == 0, part.2 { code.operations.append(.zero(into: target.at, count: target.count)) }
                let writing: LineCode.Writing = part.2 ? .subtract : index == 0 ? .set : .add
                code.operations.append(.product(part.0, right, into: target.at, writing))
                continue
            }
            let x = part.1.map { combine(part.0, .times, $0) } ?? part.0
            if index == 0, part.2 { code.operations.append(.zero(into: target.at, count: target.count)) }
            code.operations.append(
                .copy(x, into: target.at, count: target.count, part.2 ? .subtract : index == 0 ? .set : .add))
        }
        return target
    }

    private mutating func combine(
        _ a: LineCode.Place, _ sign: Expression.Factor.Operator, _ b: LineCode.Place
    ) -> LineCode.Place {
        if sign == .times, a.columns == b.rows {
            let target = LineCode.Place(at: room(a.rows * b.columns), rows: a.rows, columns: b.columns)
            code.operations.append(.product(a, b, into: target.at, .set))
            return target
        }
        let (left, right) = (plain(a), plain(b))
        let whole = left.isNumber ? right : left
        let target = LineCode.Place(at: room(whole.count), rows: whole.rows, columns: whole.columns)
        code.operations.append(
            sign == .divide
                ? .quotient(left, right, into: target.at, count: whole.count)
                : .entrywise(left, right, into: target.at, count: whole.count))
        return target
    }

    /// Entries to a power; ‖v‖² without a root; power 0 of a matrix is the identity.
    private mutating func power(_ base: Expression, _ exponent: Int) -> LineCode.Place {
        if case .call(.norm, let inner) = base.kind, exponent == 2 {
            let x = plain(emit(inner))
            let target = LineCode.Place(at: room(1), rows: 1, columns: 1)
            code.operations.append(.squares(x.at, into: target.at, count: x.count))
            return target
        }
        let x = plain(emit(base))
        guard exponent > 0 else {
            let target = LineCode.Place(at: room(x.count), rows: x.rows, columns: x.columns)
            code.operations.append(.identity(x.rows, into: target.at))
            return target
        }
        var result = x
        for _ in 1..<max(exponent, 1) { result = combine(result, .entrywise, x) }
        return result
    }

    private mutating func stacked(_ pieces: [Expression]) -> LineCode.Place {
        let parts = pieces.map { plain(emit($0)) }
        let columns = parts.first?.columns ?? 1
        let target = LineCode.Place(
            at: room(parts.reduce(0) { $0 + $1.count }), rows: parts.reduce(0) { $0 + $1.rows }, columns: columns)
        var at = target.at
        for part in parts {
            code.operations.append(.copy(part, into: at, count: part.count, .set))
            at += part.count
        }
        return target
    }
}

extension WorkedProgram {
    /// The line that a line is, by another name; nil where it is a computation of its own.
    func sameLine(as name: LineName) -> LineName? {
        guard let line = lines[name], line.factor == nil, line.terms.count == 1,
            case .quantity(let other) = line.terms[0].expression.kind, other.slice == nil, other.indices.count <= 1
        else { return nil }
        let read = self.line(other)
        return read != name && shape(of: read.path) == shape(of: name.path) ? read : nil
    }
}

extension WorkedProgram.Line {
    /// Every name that the line reads.
    var reads: [TraceName] {
        terms.flatMap(\.expression.traceNames) + (factor?.traceNames ?? [])
    }
}
