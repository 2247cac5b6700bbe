import Wording

/// What is wrong with a scene file, and where; its description is the whole message.
public struct SceneError: Error, Sendable, Equatable {
    /// The file's name as it was given; `-` for standard input.
    public var file: String
    /// Line and column in the file, from 1.
    public var position: TextLocation
    /// What is wrong there.
    public var fact: Fact

    /// An error at a place of a file.
    public init(file: String, position: TextLocation, fact: Fact) {
        self.file = file
        self.position = position
        self.fact = fact
    }
}

/// A fact and its place, before the file's name is known.
package struct Misfit: Error {
    package var fact: Fact
    package var position: TextLocation

    package init(_ fact: Fact, _ position: TextLocation) {
        self.fact = fact
        self.position = position
    }

    package init(_ fact: Fact, at node: DocumentNode) {
        self.init(fact, node.position)
    }
}

/// One way in which a scene file is wrong: the numbers and names that the sentence about it needs.
public enum Fact: Sendable, Equatable {
    // The text
    case notUTF8
    case controlCharacter(UInt32)
    case tooManyBytes(limit: Int)
    case tooManyNodes(limit: Int)
    case tooDeep(limit: Int)
    case tooManyLongFractions
    case emptyFile
    case notYAML(String)
    /// A character with which no value begins; a tab among them.
    case cannotBegin(String)
    case severalDocuments
    case anchor(String)
    case alias(String)
    case tag(String)
    case keyIsNotText
    case duplicateKey(String, firstLine: Int)

    // Keys and kinds of values
    case unknownKey(String, in: String, known: [String])
    case missingKey(String, in: String)
    case wrongKind(of: String, found: String, expected: String)
    case unknownWord(of: String, found: String, known: [String])
    case notInRange(of: String, found: String, ClosedRange<Int>)
    case notBetween(of: String, found: String, ClosedRange<Int>)
    case notPositive(of: String, found: String)
    /// A number that should be at least 0 and below 1.
    case notAFraction(of: String, found: String)
    case badNumber(of: String, found: String, NumberProblem)
    case unknownVersion(String)
    case controlInText(of: String, UInt32)
    case tooLong(of: String, limit: Int)
    /// A key that only makes sense beside another: `seed` beside `task`.
    case keyNeeds(String, String)

    // The model
    case noLayers
    case tooManyLayers(limit: Int)
    case optionOfOtherCell(String, cell: String, takers: [String])
    case bidirectionalOneToMany
    case residualWidths(layer: Int, input: Int, output: Int, hidden: Int)
    case decoderMissing
    case decoderOutside(shape: String)
    case notInDecoder(String)
    case decoderStartWidths(decoder: Int, encoder: Int)
    case decoderStateUnused(String)
    case feedbackDoesNotApply(shape: String)
    case feedbackNone
    case feedbackWidths(output: Int, input: Int)
    case feedbackVocabulary(output: Int, vocabulary: Int)
    case tiedWithReadout
    case tiedWidths(top: Int, size: Int)
    /// `nll` without softmax, `bce` without sigmoid.
    case lossWithoutActivation(loss: String, needed: String, found: String?, isTied: Bool)
    case noTokens
    case repeatedToken(String)
    case tooManyTokens(limit: Int)
    /// A part that exact fractions cannot compute, and what of it.
    case notRational(part: String, what: String)

    // The sequence
    case noSequence
    case sequenceTwice(String, String)
    case tokensWithoutEmbedding
    case inputsWithEmbedding
    case noSteps(String)
    case tooManySteps(of: String, limit: Int)
    case inputWidth(step: Int, found: Int, expected: Int)
    case unknownToken(String, known: [String])
    case stepCount(of: String, found: Int, expected: Int, reason: String)
    case targetWidth(what: String, found: Int, expected: Int)
    case classOutOfRange(Int, count: Int)
    case nullTargetFedBack(step: Int)
    case earlyTarget(lastStep: Int)
    /// A bare number where y has one entry and the loss takes labels: 0 would be read as class 0.
    case labelIsNoClass(String)
    case lossWithoutTargets(String)
    case feedbackWithoutTargets(isDefault: Bool)
    /// Argmax beside a target that is no class.
    case argmaxWithVectors(step: Int)
    case lengthDiffers(length: Int, targets: Int)
    case lengthMissing(shape: String)
    case lengthDoesNotApply(shape: String)
    /// A task on a model that it does not fit.
    case taskMisfit(task: String, what: String, found: String, expected: String)
    /// Why a sequence cannot be trained on in chunks.
    case noChunks(String)

    // Parameters
    case missingParameters([String])
    case unknownParameter(String, known: [String])
    /// Shapes as `3×2`; `letters` say what the needed numbers are: `H×H`.
    case parameterShape(String, found: String, needed: String, letters: String?)
    case raggedMatrix(String, row: Int, found: Int, expected: Int)

    // Sizes
    case tooManyParameters(found: Int, limit: Int)
    case traceTooLarge(found: Int, limit: Int)
    /// In fractions, megabytes.
    case fractionsTooLarge(megabytes: Int, limit: Int)
}
