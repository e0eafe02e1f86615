import InferenceAPI
import NIOCore

// Ejected addresses are asked whether they are well.
extension MemberPool: TimerSink {
    func timerFired(at now: Deadline) { perform { state.timerFired(at: now, into: &$0) } }

    func ask(_ replica: Int) {
        guard let probe, let address = addresses.first(where: { $0.id == replica })?.address else {
            return probed(replica, isWell: true)
        }
        var request = ByteBuffer()
        let timeout = UInt64(clamping: limits.connectTimeout.nanoseconds)
        probe.write(to: host.bytes(remaining: timeout), &request)
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        SingleRequest.send(request, to: address, within: limits.connectTimeout, on: eventLoop)
            .whenComplete { result in
                bound.value.probed(replica, isWell: (try? result.get().isWell) ?? false)
            }
    }

    private func probed(_ replica: Int, isWell: Bool) {
        perform { state.probed(replica, isWell: isWell, at: .now, into: &$0) }
    }
}
