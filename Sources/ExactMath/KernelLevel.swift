import CKernels
import Foundation
import Wording

/// A level of the CPU that the kernels for `Double` are compiled for; every level gives the same bits.
///
/// The program uses the best level that the CPU has. The environment variable `UNFOLD_CPU` (`sse2`, `avx2`, `avx512`)
/// asks for a lower one; a value that is not one of these, or that this CPU does not have, changes nothing and is what
/// `environmentProblem` says.
public enum KernelLevel: Int, Sendable, CaseIterable, CustomStringConvertible {
    case sse2, avx2, avx512

    /// The variable that asks for a level.
    public static let environmentVariable = "UNFOLD_CPU"

    public var description: String {
        switch self {
        case .sse2: "sse2"
        case .avx2: "avx2"
        case .avx512: "avx512"
        }
    }

    /// The best level of this CPU.
    public static var best: KernelLevel { KernelLevel(rawValue: Int(kernel_level_best())) ?? .sse2 }

    /// The level whose kernels run.
    public static var inUse: KernelLevel { KernelLevel(rawValue: Int(kernel_level_in_use())) ?? .sse2 }

    /// The levels of this CPU, lowest first.
    public static var supported: [KernelLevel] { allCases.filter { $0.rawValue <= best.rawValue } }

    /// Why the level that `UNFOLD_CPU` names is not in use, in one sentence; nil if it is, or if the variable is not set.
    public static var environmentProblem: String? {
        problem(of: ProcessInfo.processInfo.environment[environmentVariable], best: best)
    }

    package static func problem(of value: String?, best: KernelLevel) -> String? {
        guard let value else { return nil }
        guard let level = allCases.first(where: { $0.description == value }) else {
            return "\(environmentVariable) is \"\(SafeText.of(value, limit: 40))\"; it can be sse2, avx2 or avx512."
        }
        guard level.rawValue <= best.rawValue else {
            return "\(environmentVariable) is \(level), which this CPU does not have; its best level is \(best)."
        }
        return nil
    }

    /// Runs the kernels of this level from now on, in the whole process; false, and nothing changes, if the CPU lacks it.
    @discardableResult
    package func use() -> Bool { kernel_level_use(Int32(rawValue)) }
}
