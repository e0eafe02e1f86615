import Testing

@testable import Upstreams

@Suite struct CallTableTests {
    @Test("a call is found under its name until it is removed")
    func insertAndRemove() {
        var table = CallTable<String>()
        let id = table.insert("a")

        #expect(table[id] == "a")
        #expect(table.count == 1)
        #expect(table.remove(id) == "a")
        #expect(table[id] == nil)
        #expect(table.remove(id) == nil)
        #expect(table.count == 0)
    }

    @Test("an old name never finds a newer call in the same slot")
    func generations() {
        var table = CallTable<String>()
        let old = table.insert("old")
        table.remove(old)
        let new = table.insert("new")

        table.change(old) { $0 = "overwritten" }

        #expect(old != new)
        #expect(table[old] == nil)
        #expect(table.remove(old) == nil)
        #expect(table[new] == "new")
    }

    @Test("a call can be changed in place")
    func change() {
        var table = CallTable<String>()
        let id = table.insert("a")

        table.change(id) { $0.append("b") }

        #expect(table[id] == "ab")
    }

    @Test("the table names any mixture of calls truly")
    func mixture() {
        var table = CallTable<Int>()
        var live: [(id: CallID, call: Int)] = []
        var dead: [CallID] = []
        for call in 0..<500 {
            live.append((table.insert(call), call))
            guard call % 3 != 0 else { continue }
            let gone = live.remove(at: call * 7 % live.count)
            #expect(table.remove(gone.id) == gone.call)
            dead.append(gone.id)
        }

        #expect(table.count == live.count)
        #expect(live.allSatisfy { table[$0.id] == $0.call })
        #expect(dead.allSatisfy { table[$0] == nil })
    }
}
