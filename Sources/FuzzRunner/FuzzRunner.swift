import FuzzTargets
import Foundation
import Scenes

#if LIBFUZZER
    /// What the toolchain's fuzzer calls; the environment variable FUZZ_TARGET says what reads.
    private let chosen = FuzzTarget(rawValue: ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? "") ?? .scene

    @_cdecl("LLVMFuzzerTestOneInput")
    public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
        if case .broken(let words) = chosen.run(Array(UnsafeBufferPointer(start: start, count: count))) {
            fatalError(words)
        }
        return 0
    }
#else
    /// Mutates seeds for some minutes or some number of inputs, and says what came of it: FuzzRunner TARGET (minutes M | inputs N)
    /// [SEED], or FuzzRunner TARGET files FILE…
    ///
    /// The present input lies in .build/fuzzing/TARGET.input, so that a crash leaves it there; what is broken is kept beside it.
    @main
    enum FuzzRunner {
        static func main() throws {
            let arguments = Array(CommandLine.arguments.dropFirst())
            guard arguments.count >= 3, let target = FuzzTarget(rawValue: arguments[0]) else {
                print(
                    "FuzzRunner TARGET (minutes M | inputs N) [SEED] or TARGET files FILE...; targets: "
                        + FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))
                exit(64)
            }
            if arguments[1] == "files" {
                for file in arguments[2...] {
                    print("\(file): \(target.run(try FileReading.bytes(of: file, limit: 1 << 26)))")
                }
                return
            }
            guard let amount = Double(arguments[2]), ["minutes", "inputs"].contains(arguments[1]) else { exit(64) }
            let seed = arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : 1
            var campaign = Campaign(target, seed: seed)
            campaign.run(
                minutes: arguments[1] == "minutes" ? amount : nil, inputs: arguments[1] == "inputs" ? Int(amount) : nil)
            print(campaign.line)
            exit(campaign.broken == 0 ? 0 : 1)
        }
    }

    /// A run of one target.
    struct Campaign {
        let target: FuzzTarget
        private var mutator: Mutator
        private let begin = ContinuousClock.now
        private var inputs = 0
        private var accepted = 0
        private(set) var broken = 0
        private var longest = 0.0
        private let memoryBefore = Campaign.peakMemory
        private let seed: UInt64

        init(_ target: FuzzTarget, seed: UInt64) {
            self.target = target
            self.seed = seed
            mutator = Mutator(
                target.seeds(in: URL(fileURLWithPath: FileManager.default.currentDirectoryPath)), seed: seed)
        }

        private static let folder = ".build/fuzzing"

        /// Written in place: it happens for every input.
        private func keep(_ bytes: [UInt8], in file: String) {
            try? FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
            let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
            guard descriptor >= 0 else { return }
            _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            close(descriptor)
        }

        /// The most memory that this process had, in bytes.
        static var peakMemory: Int {
            var usage = rusage()
            #if os(Linux)
                getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
                return usage.ru_maxrss * 1_024
            #else
                getrusage(RUSAGE_SELF, &usage)
                return usage.ru_maxrss
            #endif
        }

        mutating func run(minutes: Double?, inputs most: Int?) {
            while most.map({ inputs < $0 }) ?? true,
                minutes.map({ ContinuousClock.now - begin < .seconds($0 * 60) }) ?? true
            {
                one(mutator.next())
            }
        }

        private mutating func one(_ bytes: [UInt8]) {
            let place = "\(Self.folder)/\(target.rawValue).input"
            keep(bytes, in: place)
            // A reader that does not end is a crash, too.
            alarm(20)
            // Of this process alone: other work on the machine is no input's fault.
            let start = clock()
            let verdict = target.run(bytes)
            let seconds = Double(clock() - start) / Double(1_000_000)
            alarm(0)
            inputs += 1
            longest = max(longest, seconds)
            if case .accepted = verdict { accepted += 1 }
            var problem: String?
            if case .broken(let words) = verdict { problem = words }
            if seconds > 1 { problem = "took \(seconds) s" }
            if let problem {
                broken += 1
                let kept = "\(Self.folder)/\(target.rawValue).\(seed).\(inputs)"
                keep(bytes, in: kept)
                print("\(kept): \(problem)")
            }
        }

        /// `scene 10000 inputs 61 s, 1200 accepted, longest 14 ms, peak memory 81 MB, 0 broken`
        var line: String {
            let seconds = (ContinuousClock.now - begin) / .seconds(1)
            return
                "\(target.rawValue) \(inputs) inputs \(Int(seconds)) s, \(accepted) accepted, longest \(Int(longest * 1_000)) ms, "
                + "peak memory \(Self.peakMemory >> 20) MB of which \(memoryBefore >> 20) MB before, \(broken) broken"
        }
    }
#endif
