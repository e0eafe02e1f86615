import NIOCore

/// One address of a member as the pool sees it: its connections and the calls that wait for one.
struct ReplicaState {
    /// A connection that carries calls, and how many.
    struct Busy {
        let connection: Int
        var calls = 1
    }

    let id: Int
    /// Connections without a call, the last used at the end: it is the least likely to be stale.
    var idle: [Int] = []
    var busy: [Busy] = []
    var connecting = 0
    var waiting = CircularBuffer<CallID>()
    var pace = Pace()
    var health: ReplicaHealth
    /// The name does not give this address any more: no new calls.
    var isLeaving = false
    /// On all busy connections; kept beside them because every call asks for the load.
    private var calls = 0

    init(id: Int, ejection: ReplicaHealth.Settings?) {
        self.id = id
        health = ReplicaHealth(ejection)
    }

    var connections: Int { idle.count + busy.count + connecting }
    var load: Int { calls + waiting.count }

    /// Notes a call that is sent on a connection that carries none.
    mutating func occupy(_ connection: Int) {
        busy.append(Busy(connection: connection))
        calls += 1
    }

    /// The fullest connection that has room or, `among` two, the less loaded of the two fullest, with
    /// one more call now; nil where all have `depth` calls. Few are filled, so that many calls leave in
    /// one write.
    mutating func share(depth: Int, among spread: Int) -> Int? {
        var fullest: Int?
        var second: Int?
        for place in busy.indices where busy[place].calls < depth {
            if busy[place].calls > fullest.map({ busy[$0].calls }) ?? 0 {
                (fullest, second) = (place, fullest)
            } else if busy[place].calls > second.map({ busy[$0].calls }) ?? 0 {
                second = place
            }
        }
        guard let place = spread > 1 ? second ?? fullest : fullest else { return nil }
        busy[place].calls += 1
        calls += 1
        return busy[place].connection
    }

    /// One call of a connection has ended; true if it carries none now.
    mutating func release(_ connection: Int) -> Bool {
        guard let place = busy.firstIndex(where: { $0.connection == connection }) else {
            return false
        }
        calls -= 1
        busy[place].calls -= 1
        guard busy[place].calls == 0 else { return false }
        busy.swapAt(place, busy.count - 1)
        busy.removeLast()
        return true
    }

    /// A connection has closed, and its calls are no longer on it.
    mutating func forget(_ connection: Int) {
        idle.removeAll { $0 == connection }
        guard let place = busy.firstIndex(where: { $0.connection == connection }) else { return }
        calls -= busy[place].calls
        busy.remove(at: place)
    }
}
