import Foundation

/// Where what a person has done is kept: `$XDG_STATE_HOME/unfold`.
enum StateFolder {
    static var url: URL? {
        let environment = ProcessInfo.processInfo.environment
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            return URL(fileURLWithPath: state).appendingPathComponent("unfold")
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return URL(fileURLWithPath: home).appendingPathComponent(".local/state/unfold")
    }
}
