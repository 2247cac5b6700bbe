import Wording

extension SceneError: CustomStringConvertible {
    /// `FILE:LINE:COLUMN: sentence`
    public var description: String {
        "\(SafeText.writtenOut(file, limit: 1_000)):\(position.line):\(position.column): \(fact.sentence)"
    }
}

extension Fact {
    /// What was found and what would fit, in one sentence without a full stop.
    public var sentence: String {
        switch self {
        case .notUTF8, .controlCharacter, .tooManyBytes, .tooManyNodes, .tooDeep, .tooManyLongFractions, .emptyFile,
            .notYAML, .cannotBegin,
            .severalDocuments,
            .anchor, .alias, .tag, .keyIsNotText, .duplicateKey:
            textSentence
        case .unknownKey, .missingKey, .wrongKind, .unknownWord, .notInRange, .notBetween, .notPositive, .notAFraction,
            .badNumber,
            .unknownVersion, .controlInText, .tooLong, .keyNeeds, .noChunks:
            valueSentence
        case .noLayers, .tooManyLayers, .optionOfOtherCell, .bidirectionalOneToMany, .residualWidths, .decoderMissing,
            .decoderOutside, .notInDecoder, .decoderStartWidths, .decoderStateUnused, .notRational:
            layerSentence
        case .feedbackDoesNotApply, .feedbackNone, .feedbackWidths, .feedbackVocabulary, .tiedWithReadout, .tiedWidths,
            .lossWithoutActivation, .noTokens, .repeatedToken, .tooManyTokens:
            outputSentence
        case .noSequence, .sequenceTwice, .tokensWithoutEmbedding, .inputsWithEmbedding, .noSteps, .tooManySteps,
            .inputWidth, .unknownToken, .stepCount, .taskMisfit, .lengthDiffers, .lengthMissing, .lengthDoesNotApply:
            sequenceSentence
        case .targetWidth, .classOutOfRange, .labelIsNoClass, .nullTargetFedBack, .earlyTarget, .lossWithoutTargets,
            .feedbackWithoutTargets, .argmaxWithVectors:
            targetSentence
        case .missingParameters, .unknownParameter, .parameterShape, .raggedMatrix, .tooManyParameters, .traceTooLarge,
            .fractionsTooLarge:
            parameterSentence
        }
    }

    private var textSentence: String {
        switch self {
        case .notUTF8: "this byte is not UTF-8"
        case .controlCharacter(let value):
            "the control character \(SafeText.codePoint(value)) must not stand here"
        case .tooManyBytes(let limit): "the file has more than \(Words.grouped(limit)) bytes"
        case .tooManyNodes(let limit): "the file has more than \(Words.grouped(limit)) values"
        case .tooDeep(let limit): "lists and mappings are nested more than \(limit) deep"
        case .tooManyLongFractions: "the file has too many fractions of more than 18 digits"
        case .emptyFile: "the file is empty; a scene begins with unfold: 1"
        case .notYAML(let problem): "this is not YAML: \(SafeText.writtenOut(problem, limit: 200))"
        case .cannotBegin("\t"): "a tab stands where YAML takes spaces only"
        case .cannotBegin(let character):
            "no value begins with \(Words.quote(character)); a text that does needs quotes"
        case .severalDocuments: "a second document begins here; a file has one"
        case .anchor(let name):
            "the anchor &\(SafeText.writtenOut(name)) must not stand here; write the value where it is used"
        case .alias(let name):
            "the alias *\(SafeText.writtenOut(name)) must not stand here; write the value itself"
        case .tag(let name): "the tag \(Words.quote(name)) must not stand here; a value needs none"
        case .keyIsNotText: "a list or mapping stands where a key should; a key is a word"
        case .duplicateKey(let key, let line):
            "the key \(Words.quote(key)) stands here a second time; the first is in line \(line)"
        default: ""
        }
    }

    private var valueSentence: String {
        switch self {
        case .unknownKey(let key, let place, let known):
            "\(place) has no key \(Words.quote(key)); " + Fact.suggestion(key, known, plural: "its keys are")
        case .missingKey(let key, let place): "\(place) lacks the key \(Words.quote(key))"
        case .wrongKind(let what, let found, let expected): "\(what) is \(found), needs \(expected)"
        case .unknownWord(let what, let found, let known):
            "\(what) is \(Words.quote(found)); " + Fact.suggestion(found, known, plural: "it can be", conjunction: "or")
        case .notInRange(let what, let found, let range):
            "\(what) is \(Words.quote(found)), needs a whole number from \(Words.grouped(range.lowerBound))"
                // The largest number that is read is said to whom it concerns.
                + (range.upperBound == Int.max && !found.allSatisfy(\.isWholeNumber)
                    ? " on" : " to \(Words.grouped(range.upperBound))")
        case .notBetween(let what, let found, let range):
            "\(what) is \(Words.quote(found)), needs a number from \(Words.grouped(range.lowerBound)) to "
                + Words.grouped(range.upperBound)
        case .notPositive(let what, let found): "\(what) is \(Words.quote(found)), needs a number above 0"
        case .notAFraction(let what, let found):
            "\(what) is \(Words.quote(found)), needs a number from 0 up to but not including 1"
        case .badNumber(let what, let found, let problem): "\(what): \(problem.sentence(found))"
        case .unknownVersion(let found): "unfold is \(found); this program reads format version 1"
        case .controlInText(let what, let value): "\(what) has the control character \(SafeText.codePoint(value))"
        case .tooLong(let what, let limit): "\(what) has more than \(Words.count(limit, "character"))"
        case .noChunks(let obstacle): obstacle
        case .keyNeeds(let key, let other): "\(Words.quote(key)) only goes with \(other)"
        default: ""
        }
    }

    private var layerSentence: String {
        switch self {
        case .noLayers: "the stack is empty, needs at least one layer"
        case .tooManyLayers(let limit): "this is more than \(limit) layers"
        case .optionOfOtherCell(let key, let cell, let takers):
            "the cell \(cell) takes no \(Words.quote(key)); \(Words.list(takers, "and")) \(takers.count == 1 ? "does" : "do")"
        case .bidirectionalOneToMany:
            "a layer of one-to-many cannot be bidirectional: its inputs are its own earlier outputs"
        case .residualWidths(let layer, let input, let output, let hidden):
            "stack.\(layer) is residual, but its input has width \(input) and its output width \(output)"
                + (output == hidden ? "" : " (2·\(hidden))") + "; they must be equal"
        case .decoderMissing: "the shape seq2seq needs a decoder"
        case .decoderOutside(let shape): "the shape \(shape) has no decoder; only seq2seq has"
        case .notInDecoder(let key): "a decoder cannot be \(key)"
        case .decoderStartWidths(let decoder, let encoder):
            "the decoder's hidden width is \(decoder), but the encoder's final state, from which it starts, has width "
                + "\(encoder); make them equal or write start: zero"
        case .decoderStateUnused(let state):
            "initial_state: \(state) has no use in a decoder that starts from the encoder; write start: zero"
        case .notRational(let part, let what):
            "arithmetic: rational cannot compute \(what) of \(part); it has linear cells, identity activations and mse only"
        default: ""
        }
    }

    private var outputSentence: String {
        switch self {
        case .feedbackDoesNotApply(let shape): "the shape \(shape) feeds nothing back; only one-to-many and seq2seq do"
        case .feedbackNone: "feedback is 'none'; a decoder reads output, argmax or target"
        case .feedbackWidths(let output, let input):
            "outputs of width \(output) are fed back as inputs of width \(input); make them equal or write feedback: none"
        case .feedbackVocabulary(let output, let vocabulary):
            "outputs of width \(output) are fed back through an embedding of \(Words.count(vocabulary, "token")); "
                + "make them equal"
        case .tiedWithReadout: "a tied embedding takes the place of the readout; write one of them"
        case .tiedWidths(let top, let size):
            "a tied embedding needs its size, which is \(size), equal to the top layer's width, which is \(top)"
        case .lossWithoutActivation(let loss, let needed, let found, let isTied):
            "the loss \(loss) needs a readout with activation \(needed); "
                + (isTied ? "a tied embedding has softmax" : found.map { "here it is \($0)" } ?? "here is no readout")
        case .noTokens: "the vocabulary is empty, needs at least one token"
        case .repeatedToken(let token): "the token \(Words.quote(token)) stands in the vocabulary twice"
        case .tooManyTokens(let limit): "the vocabulary has more than \(Words.count(limit, "token"))"
        default: ""
        }
    }

    private var sequenceSentence: String {
        switch self {
        case .noSequence: "the sequence lacks inputs, tokens or a task"
        case .sequenceTwice(let first, let second): "the sequence has both \(first) and \(second); write one of them"
        case .tokensWithoutEmbedding: "tokens need an embedding; without one a sequence has inputs"
        case .inputsWithEmbedding: "a model with an embedding reads tokens"
        case .noSteps(let what): "\(what) is empty, needs at least one step"
        case .tooManySteps(let what, let limit): "\(what) has more than \(Words.count(limit, "step"))"
        case .inputWidth(let step, let found, let expected):
            "input \(step) has \(Words.count(found, "number")), needs \(expected)\(step == 1 ? ", the width that the network reads" : " as input 1 has")"
        case .unknownToken(let found, let known):
            "\(found) is not in the vocabulary " + Words.tokens(known)
        case .stepCount(let what, let found, let expected, let reason):
            "\(what) has \(Words.count(found, "step")), needs \(Words.grouped(expected)) (\(reason))"
        case .taskMisfit(let task, let what, let found, let expected):
            "the task \(task) needs \(what) \(expected); here it is \(found)"
        case .lengthDiffers(let length, let targets):
            "length is \(length), but there \(targets == 1 ? "is" : "are") \(Words.count(targets, "target")); write one of them"
        case .lengthMissing(let shape): "\(shape) needs targets or a length"
        case .lengthDoesNotApply(let shape):
            "length only goes with one-to-many, seq2seq or a task; \(shape) has as many steps as inputs"
        default: ""
        }
    }

    private var targetSentence: String {
        switch self {
        case .targetWidth(let what, let found, let expected):
            "\(what) has \(Words.count(found, "number")), needs \(expected), the width of y"
        case .classOutOfRange(let found, let count):
            count == 1
                ? "class \(found) is none of y's; y has one entry, class 0; as a vector it is [\(found)]"
                : "class \(found) is none of y's, which are 0 to \(count - 1)"
        case .labelIsNoClass(let found):
            "\(found) would be a class of y, which has one entry; as a label of bce it is [\(found)]"
        case .nullTargetFedBack(let step):
            "target \(step) is null, but feedback: target reads it at step \(step + 1)"
        case .earlyTarget(let lastStep): "only the last of \(lastStep) steps has an output; the targets before are null"
        case .lossWithoutTargets(let loss): "the loss \(loss) needs targets"
        case .argmaxWithVectors(let step):
            "target \(step) is a vector, but feedback: argmax feeds classes back; targets are then class numbers"
        case .feedbackWithoutTargets(let isDefault):
            "feedback: target\(isDefault ? ", which seq2seq has unless told otherwise," : "") needs targets; "
                + "without them write feedback: output or argmax"
        default: ""
        }
    }

    private var parameterSentence: String {
        switch self {
        case .missingParameters(let paths):
            "\(Words.some(paths)) \(paths.count == 1 ? "has" : "have") no value; give \(paths.count == 1 ? "it" : "them") "
                + "under values, or write initialize"
        case .unknownParameter(let path, let known):
            "the model has no parameter \(Words.quote(path)); " + Fact.suggestion(path, known, plural: "it has")
        case .parameterShape(let path, let found, let needed, let letters):
            "\(path) is \(found), needs \(needed)" + (letters.map { " (\($0))" } ?? "")
        case .raggedMatrix(let path, let row, let found, let expected):
            "row \(row) of \(path) has \(Words.count(found, "number")), row 1 has \(expected)"
        case .tooManyParameters(let found, let limit):
            "the model has \(Words.grouped(found)) parameters, more than \(Words.grouped(limit))"
        case .traceTooLarge(let found, let limit):
            "its trace would have \(Words.grouped(found)) numbers, more than \(Words.grouped(limit))"
        case .fractionsTooLarge(let megabytes, let limit):
            "fractions grow with every step: its trace would take about \(Words.grouped(megabytes)) MB, more than "
                + "\(Words.grouped(limit)); fewer steps or arithmetic: double would fit"
        default: ""
        }
    }

    /// `did you mean 'x'?`, or all that is known.
    private static func suggestion(
        _ word: String, _ known: [String], plural: String, conjunction: String = "and"
    ) -> String {
        if let nearest = Spelling.nearest(to: word, among: known) { return "did you mean \(Words.quote(nearest))?" }
        return plural + " " + (known.count > 12 ? Words.some(known) : Words.list(known, conjunction))
    }
}

extension NumberProblem {
    func sentence(_ found: String) -> String {
        switch self {
        case .notANumber: "\(Words.quote(found)) is no number; 3, -0.5, 1e-3 and 2/7 are"
        case .notFinite: "\(Words.quote(found)) is not finite; a scene's numbers are"
        case .tooLarge: "\(Words.quote(found)) is larger than the largest double"
        case .tooManyDigits(let limit): "\(Words.quote(found)) has too many digits; at most \(limit) are read"
        case .zeroDenominator: "\(Words.quote(found)) divides by zero"
        }
    }
}
