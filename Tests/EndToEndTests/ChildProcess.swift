import Foundation

/// What a program left behind when it ended.
struct Finished: Equatable {
    /// As the shell says it: 128 and the number for a signal.
    var status: Int32
    var output: String
    var errors: String
}

struct CannotStart: Error, CustomStringConvertible {
    let description: String
}

/// Starts a program with no signal blocked or ignored (a test's threads block some, and a child would inherit that), and waits for it.
func run(
    _ program: String, _ arguments: [String], in folder: TemporaryFolder, input: String? = nil,
    environment changes: [String: String] = [:]
) async throws -> Finished {
    let id = UUID().uuidString
    let paths = ["in", "out", "err"].map { folder.file("\(id).\($0)").path }
    try Data((input ?? "").utf8).write(to: URL(fileURLWithPath: paths[0]))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input == nil ? "/dev/null" : paths[0], O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, paths[1], O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, paths[2], O_WRONLY | O_CREAT, 0o600)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let environment = BuiltProgram.environment(home: folder.url).merging(changes) { $1 }
    var process = pid_t()
    let problem = withStrings([program] + arguments) { arguments in
        withStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
            posix_spawnp(&process, program, &actions, &attributes, arguments, environment)
        }
    }
    guard problem == 0 else { throw CannotStart(description: "\(program): \(String(cString: strerror(problem)))") }
    var status: Int32 = 0
    let end = ContinuousClock.now + .seconds(60)
    while waitpid(process, &status, WNOHANG) == 0 {
        if ContinuousClock.now > end {
            kill(process, SIGKILL)
            waitpid(process, &status, 0)
            break
        }
        try await Task.sleep(for: .milliseconds(2))
    }
    let signal = status & 0x7F
    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
    return Finished(
        status: signal == 0 ? status >> 8 & 0xFF : 128 + signal, output: try text(paths[1]), errors: try text(paths[2]))
}

/// Runs the program that was built, and waits for it.
func unfold(_ arguments: [String], in folder: TemporaryFolder, input: String? = nil) async throws -> Finished {
    try await run(BuiltProgram.path, arguments, in: folder, input: input)
}

/// Runs a shell command in which `$unfold` is the program.
func shell(_ command: String, in folder: TemporaryFolder, environment: [String: String] = [:]) async throws -> Finished
{
    try await run(
        "/bin/sh", ["-c", "cd \"$HOME\"; \(command)"], in: folder,
        environment: environment.merging(["unfold": BuiltProgram.path]) { $1 })
}

private func withStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    return pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("an array that ends in nil is not empty") }
        return body(base)
    }
}
