import InferenceAPI

// Which of a member's addresses is asked.
extension PoolState {
    /// The less loaded of two fit addresses, picked at random: many who choose alike do not all run
    /// to the same one (Mitzenmacher, "The power of two choices in randomized load balancing", 2001).
    ///
    /// Those that refused lately or are ejected come last; a call that was refused never goes round
    /// in circles.
    mutating func choose(at now: Deadline, except: Int?, ratherThan other: Int?) -> Int? {
        if replicas.count == 1, except == nil { return replicas[0].isLeaving ? nil : 0 }
        let place =
            lighter { $0.id != except && $0.id != other && $0.health.isFit(at: now) }
            ?? lighter { $0.id != except && $0.health.isFit(at: now) }
            ?? lighter { $0.id != except && !$0.health.isCooling(at: now) }
        guard place == nil, except == nil else { return place }
        return lighter { _ in true }
    }

    /// Whether a call that one address has failed would go to another.
    func hasOthers(than replica: Int?, at now: Deadline) -> Bool {
        replicas.contains { !$0.isLeaving && $0.id != replica && $0.health.isFit(at: now) }
    }

    private mutating func lighter(where fits: (ReplicaState) -> Bool) -> Int? {
        let count = replicas.count { !$0.isLeaving && fits($0) }
        guard count > 0 else { return nil }
        let first = Int.random(in: 0..<count, using: &random)
        guard count > 1 else { return place(first, where: fits) }
        var second = Int.random(in: 0..<count - 1, using: &random)
        if second >= first { second += 1 }
        guard let one = place(first, where: fits), let another = place(second, where: fits) else {
            return nil
        }
        return replicas[another].load < replicas[one].load ? another : one
    }

    /// The place of the `number`th that fits.
    private func place(_ number: Int, where fits: (ReplicaState) -> Bool) -> Int? {
        var left = number
        for place in replicas.indices where !replicas[place].isLeaving && fits(replicas[place]) {
            if left == 0 { return place }
            left -= 1
        }
        return nil
    }
}
