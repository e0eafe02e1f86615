import InferenceAPI

// Which of a member's addresses are passed over, and until when.
extension PoolState {
    /// A call has failed for a reason that lies with the address. The only one is never ejected:
    /// there the member's breaker decides.
    mutating func failed(_ replica: Int, at now: Deadline, into actions: inout [Action]) {
        guard replicas.count > 1, let place = place(of: replica), !replicas[place].isLeaving,
            let probeAt = replicas[place].health.failed(at: now)
        else { return }
        actions.append(.tell(.ejected))
        actions.append(.wake(probeAt))
    }

    /// The instant of a `wake` has come.
    mutating func timerFired(at now: Deadline, into actions: inout [Action]) {
        for place in replicas.indices where replicas[place].health.beginProbe(at: now) {
            actions.append(.probe(replica: replicas[place].id))
        }
    }

    /// An ejected address was asked whether it is well.
    mutating func probed(
        _ replica: Int, isWell: Bool, at now: Deadline, into actions: inout [Action]
    ) {
        guard let place = place(of: replica), replicas[place].health.isEjected else { return }
        if let again = replicas[place].health.probed(isWell: isWell, at: now) {
            actions.append(.wake(again))
        } else if !replicas[place].health.isEjected {
            actions.append(.tell(.returned))
        }
    }
}
