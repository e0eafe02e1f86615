#if arch(x86_64)
    public import KernelLayouts
    import _Builtin_intrinsics.intel

    /// What leaf three levels of branches lead to, for all answers of their seven branches; and, for
    /// the upper seven of a perfect tree, where the seven below begin.
    ///
    /// Both tables are one: 128 bytes of exits, then 128 bytes of places.
    public func fillExits(_ table: UnsafeMutablePointer<UInt8>) {
        for answers in 0..<128 {
            var branch = 0
            for _ in 0..<3 { branch = 2 &* branch &+ 1 &+ (answers &>> branch) & 1 }
            table[answers] = UInt8(truncatingIfNeeded: branch &- 7)
            table[128 &+ answers] = UInt8(truncatingIfNeeded: 8 &+ 7 &* (branch &- 7))
        }
    }

    /// One row's ranks in registers, and the answers of 64 branches at once.
    private struct RowAnswers {
        let words: RankedWords
        let low: __m512i
        let high: __m512i
        /// The answers of branches of membership, one word after the other, from a run's word on.
        let members: UnsafePointer<UInt64>

        @inline(__always)
        init(
            _ words: RankedWords, _ ranks: UnsafePointer<Int8>, _ members: UnsafePointer<UInt64>
        ) {
            self.words = words
            low = UnsafeRawPointer(ranks).loadUnaligned(as: __m512i.self)
            high = UnsafeRawPointer(ranks).loadUnaligned(fromByteOffset: 64, as: __m512i.self)
            self.members = members
        }

        /// A one for each branch of the word that leads right.
        @inline(__always)
        func answers(_ word: Int, isWide: Bool, hasSets: Bool) -> UInt64 {
            let branches = words.branches + word &* 128
            let columns = branches.loadUnaligned(as: __m512i.self)
            let thresholds = branches.loadUnaligned(fromByteOffset: 64, as: Bytes.self)
            let ranks =
                isWide
                ? _mm512_permutex2var_epi8(low, columns, high)
                : _mm512_permutexvar_epi8(columns, low)
            let isAbove = unsafeBitCast(ranks, to: Bytes.self) .> thresholds
            var answers = _mm512_movepi8_mask(unsafeBitCast(isAbove, to: __m512i.self))
            if hasSets { answers |= members[word] }
            return answers
        }

        /// The only leaf that no answer rules out: the first of those that remain.
        @inline(__always)
        func leaf32(_ answers: UInt32, _ masks: UnsafeRawPointer) -> Int32 {
            let all = _mm512_set1_epi32(-1)
            let first = _mm512_mask_mov_epi32(
                all, UInt16(truncatingIfNeeded: answers), masks.loadUnaligned(as: __m512i.self))
            let second = _mm512_mask_mov_epi32(
                all, UInt16(truncatingIfNeeded: answers &>> 16),
                masks.loadUnaligned(fromByteOffset: 64, as: __m512i.self))
            let rest = _mm512_reduce_and_epi32(_mm512_and_si512(first, second))
            return Int32(truncatingIfNeeded: rest.trailingZeroBitCount)
        }

        @inline(__always)
        func leaf64(_ answers: UInt64, _ masks: UnsafeRawPointer) -> Int32 {
            var rest = _mm512_set1_epi64(-1)
            for part in 0..<8 {
                rest = _mm512_mask_and_epi64(
                    rest, UInt8(truncatingIfNeeded: answers &>> UInt64(8 &* part)), rest,
                    masks.loadUnaligned(fromByteOffset: 64 &* part, as: __m512i.self))
            }
            return Int32(
                truncatingIfNeeded: _mm512_reduce_and_epi64(rest).trailingZeroBitCount)
        }
    }

    /// Trees whose leaves are found before any is added: the additions, which wait for one another,
    /// do not hold up the search.
    private let treesAtOnce = 16

    extension RowAnswers {
        /// Where the leaves of a run's trees stand among the values.
        ///
        /// - Precondition: `range` lies in the run, and begins at an even tree; `places` has room for
        ///   as many.
        @inline(__always)
        func findLeaves(
            _ run: WordRun, _ range: Range<Int>, _ exits: UnsafePointer<UInt8>,
            isWide: Bool, hasSets: Bool, into places: UnsafeMutablePointer<Int32>
        ) {
            let trees = words.trees + Int(run.firstTree)
            let first = Int(run.firstWord)
            let start = range.lowerBound
            switch run.shape {
            case .perfect6:
                for index in range {
                    let answers = answers(first &+ index, isWide: isWide, hasSets: hasSets)
                    places[index &- start] =
                        trees[index].firstLeaf &+ Self.perfectLeaf(answers, exits)
                }
            case .masks32:
                for index in stride(from: start, to: range.upperBound, by: 2) {
                    let word = first &+ index &>> 1
                    let answers = answers(word, isWide: isWide, hasSets: hasSets)
                    let masks = words.masks + word &* 512
                    // The last tree may be alone in its word: then the second half finds leaf 0 of
                    // the tree behind, or of nothing, and nobody looks.
                    let lower = UInt32(truncatingIfNeeded: answers)
                    let upper = UInt32(truncatingIfNeeded: answers &>> 32)
                    places[index &- start] = trees[index].firstLeaf &+ leaf32(lower, masks)
                    places[index &- start &+ 1] =
                        trees[index &+ 1].firstLeaf &+ leaf32(upper, masks + 128)
                }
            case .masks64:
                for index in range {
                    let word = first &+ index
                    let answers = answers(word, isWide: isWide, hasSets: hasSets)
                    places[index &- start] =
                        trees[index].firstLeaf &+ leaf64(answers, words.masks + word &* 512)
                }
            case .oblivious:
                var word: Int32 = -1
                var answers: UInt64 = 0
                for index in range {
                    let tree = trees[index]
                    if tree.word != word {
                        word = tree.word
                        answers = self.answers(Int(word), isWide: isWide, hasSets: hasSets)
                    }
                    let ones = UInt64(truncatingIfNeeded: 1 &<< Int(tree.levels) &- 1)
                    places[index &- start] =
                        tree.firstLeaf
                        &+ Int32(truncatingIfNeeded: answers &>> UInt64(tree.shift) & ones)
                }
            }
        }

        @inline(__always)
        private static func perfectLeaf(_ answers: UInt64, _ exits: UnsafePointer<UInt8>) -> Int32 {
            let upper = Int(truncatingIfNeeded: answers & 127)
            let lower = answers &>> UInt64(exits[128 &+ upper])
            return Int32(exits[upper]) &<< 3
                &+ Int32(exits[Int(truncatingIfNeeded: lower & 127)])
        }
    }

    /// Adds the leaves of one row in all trees to its sums.
    @inline(__always)
    private func addRow<Sum: BinaryFloatingPoint>(
        _ row: RowAnswers, _ leaves: RankedLeaves<Sum>, _ exits: UnsafePointer<UInt8>,
        to sums: UnsafeMutablePointer<Sum>, outputs: Int, isWide: Bool, hasSets: Bool
    ) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: treesAtOnce) { places in
            guard let places = places.baseAddress else { return }
            for run in row.words.runs {
                let count = Int(run.trees)
                for first in stride(from: 0, to: count, by: treesAtOnce) {
                    let range = first..<min(count, first &+ treesAtOnce)
                    row.findLeaves(
                        run, range, exits, isWide: isWide, hasSets: hasSets, into: places)
                    let trees = row.words.trees + (Int(run.firstTree) &+ first)
                    addLeaves(leaves, trees, places, range.count, to: sums, outputs: outputs)
                }
            }
        }
    }

    @inline(__always)
    private func addLeaves<Sum: BinaryFloatingPoint>(
        _ leaves: RankedLeaves<Sum>, _ trees: UnsafePointer<WordTree>,
        _ places: UnsafePointer<Int32>, _ count: Int, to sums: UnsafeMutablePointer<Sum>,
        outputs: Int
    ) {
        let values = leaves.values
        if outputs == 1 {
            var sum = sums[0]
            for index in 0..<count { sum += values[Int(places[index])] }
            sums[0] = sum
        } else if leaves.columns == 1 {
            for index in 0..<count { sums[Int(trees[index].output)] += values[Int(places[index])] }
        } else {
            for column in 0..<leaves.columns {
                var sum = sums[column]
                for index in 0..<count {
                    let offset = column &* Int(trees[index].leafPlaces)
                    sum += values[Int(places[index]) &+ offset]
                }
                sums[column] = sum
            }
        }
    }

    @inline(__always)
    private func addRow<Sum: BinaryFloatingPoint>(
        _ words: RankedWords, _ leaves: RankedLeaves<Sum>, _ ranks: UnsafePointer<Int8>,
        _ members: UnsafePointer<UInt64>, _ exits: UnsafePointer<UInt8>,
        to sums: UnsafeMutablePointer<Sum>, outputs: Int
    ) {
        let row = RowAnswers(words, ranks, members)
        let hasSets = words.categoryColumns > 0
        if words.columns > 64 {
            addRow(
                row, leaves, exits, to: sums, outputs: outputs, isWide: true, hasSets: hasSets)
        } else if hasSets {
            addRow(row, leaves, exits, to: sums, outputs: outputs, isWide: false, hasSets: true)
        } else {
            addRow(row, leaves, exits, to: sums, outputs: outputs, isWide: false, hasSets: false)
        }
    }

    /// The answers of all branches of membership to a row: those to its categories, laid over one
    /// another.
    ///
    /// - Precondition: `codes` holds two bytes a category column, as they are in a block; `members`
    ///   has room for all words.
    public func answerMembers(
        _ words: RankedWords, _ codes: UnsafePointer<Int8>,
        into members: UnsafeMutablePointer<UInt64>
    ) {
        for column in 0..<words.categoryColumns {
            // A code is eight times its byte and the place of its one bit.
            let bit = UInt8(bitPattern: codes[2 &* column &+ 1]).trailingZeroBitCount
            let row = Int(words.categoryRows[column]) &+ Int(codes[2 &* column]) &* 8 &+ bit
            let answers = words.categoryWords + row &* words.words
            if column == 0 {
                members.update(from: answers, count: words.words)
            } else {
                for word in 0..<words.words { members[word] |= answers[word] }
            }
        }
    }

    /// - Precondition: `ranks` holds 128 bytes; `members` what ``answerMembers`` fills, if there are
    ///   category columns; `exits` what ``fillExits(_:)`` fills; `sums` the outputs.
    public func addRow32(
        _ words: RankedWords, _ leaves: RankedLeaves<Float>, _ ranks: UnsafePointer<Int8>,
        members: UnsafePointer<UInt64>, exits: UnsafePointer<UInt8>,
        to sums: UnsafeMutablePointer<Float>, outputs: Int
    ) {
        addRow(words, leaves, ranks, members, exits, to: sums, outputs: outputs)
    }

    public func addRow64(
        _ words: RankedWords, _ leaves: RankedLeaves<Double>, _ ranks: UnsafePointer<Int8>,
        members: UnsafePointer<UInt64>, exits: UnsafePointer<UInt8>,
        to sums: UnsafeMutablePointer<Double>, outputs: Int
    ) {
        addRow(words, leaves, ranks, members, exits, to: sums, outputs: outputs)
    }
#endif
