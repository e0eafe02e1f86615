import Testing

@testable import ClassifierService

@Suite struct BatchPartsTests {
    @Test("parts are as many as there are threads, and begin at a group's first row")
    func groups() {
        let parts = BatchParts(rows: 1_100, group: 512, leastRows: 1, threads: 4)
        #expect(parts.ranges == [0..<512, 512..<1_024, 1_024..<1_100])
        let two = BatchParts(rows: 1_100, group: 512, leastRows: 1, threads: 2)
        #expect(two.ranges == [0..<512, 512..<1_100])
    }

    @Test("a part is not shorter than what is worth a thread")
    func least() {
        let parts = BatchParts(rows: 1_000, group: 1, leastRows: 400, threads: 8)
        #expect(parts.ranges == [0..<500, 500..<1_000])
        #expect(BatchParts(rows: 799, group: 1, leastRows: 400, threads: 8).ranges == [0..<799])
    }

    @Test("a part is not so long that much is computed for nobody")
    func most() {
        let parts = BatchParts(rows: 10_000, group: 1, leastRows: 400, mostRows: 1_000, threads: 2)
        #expect(parts.ranges.count == 10)
        #expect(parts.ranges.allSatisfy { $0.count == 1_000 })
        let few = BatchParts(rows: 1_000, group: 1, leastRows: 400, mostRows: 1, threads: 2)
        #expect(few.ranges.count == 2)
    }

    @Test("a batch whose rows hang together stays whole, and so does one without rows")
    func whole() {
        #expect(BatchParts(rows: 9, group: nil, leastRows: 1, threads: 8).ranges == [0..<9])
        #expect(BatchParts(rows: 0, group: 1, leastRows: 1, threads: 8).ranges == [0..<0])
    }

    @Test(
        "every row is in one part, in order",
        arguments: [1, 7, 64, 513, 5_000], [1, 3, 512])
    func coverage(rows: Int, group: Int) {
        for threads in 1...5 {
            let ranges = BatchParts(rows: rows, group: group, leastRows: 2, threads: threads).ranges
            #expect(ranges.flatMap(Array.init) == Array(0..<rows))
            #expect(ranges.allSatisfy { !$0.isEmpty && $0.lowerBound % group == 0 })
        }
    }
}
