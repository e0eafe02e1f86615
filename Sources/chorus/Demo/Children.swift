#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The child processes that run, so that others can signal them and wait for their end.
actor Children {
    private var running: [String: pid_t] = [:]
    private var hasEnded: Set<String> = []
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    func started(_ name: String, pid: pid_t) { running[name] = pid }

    func ended(_ name: String) {
        running[name] = nil
        hasEnded.insert(name)
        for continuation in waiting.removeValue(forKey: name) ?? [] { continuation.resume() }
    }

    func signal(_ name: String) {
        if let pid = running[name] { kill(pid, SIGTERM) }
    }

    func waitForEnd(of name: String) async {
        guard !hasEnded.contains(name), running[name] != nil else { return }
        await withCheckedContinuation { waiting[name, default: []].append($0) }
    }
}
