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

        /// The first leaf that no answer rules out.
        @inline(__always)
        func leaf32(_ answers: UInt32, _ masks: UnsafeRawPointer) -> Int32 {
            let answers = _mm512_set1_epi32(Int32(bitPattern: answers))
            let first = _mm512_testn_epi32_mask(answers, masks.loadUnaligned(as: __m512i.self))
            let second = _mm512_testn_epi32_mask(
                answers, masks.loadUnaligned(fromByteOffset: 64, as: __m512i.self))
            let rest = UInt32(first) | UInt32(second) &<< 16
            return Int32(truncatingIfNeeded: rest.trailingZeroBitCount)
        }

        @inline(__always)
        func leaf64(_ answers: UInt64, _ masks: UnsafeRawPointer) -> Int32 {
            let answers = _mm512_set1_epi64(Int64(bitPattern: answers))
            var rest: UInt64 = 0
            for part in 0..<8 {
                let mask = masks.loadUnaligned(fromByteOffset: 64 &* part, as: __m512i.self)
                rest |=
                    UInt64(_mm512_testn_epi64_mask(answers, mask)) &<< UInt64(8 &* part)
            }
            return Int32(truncatingIfNeeded: rest.trailingZeroBitCount)
        }
    }

    extension RowAnswers {
        /// Takes where the leaves of a run's trees stand among the values, tree after tree.
        @inline(__always)
        func findLeaves(
            _ run: WordRun, _ exits: UnsafePointer<UInt8>, isWide: Bool, hasSets: Bool,
            _ take: (_ tree: Int, _ place: Int32) -> Void
        ) {
            let trees = words.trees + Int(run.firstTree)
            let first = Int(run.firstWord)
            let count = Int(run.trees)
            let masks = words.masks + run.firstMask
            switch run.shape {
            case .perfect6:
                for index in 0..<count {
                    let answers = answers(first &+ index, isWide: isWide, hasSets: hasSets)
                    let firstLeaf =
                        run.firstLeaf &+ Int32(truncatingIfNeeded: index) &* run.leafStride
                    take(index, firstLeaf &+ Self.perfectLeaf(answers, exits))
                }
            case .masks32:
                for index in stride(from: 0, to: count &- 1, by: 2) {
                    let word = first &+ index &>> 1
                    let answers = answers(word, isWide: isWide, hasSets: hasSets)
                    let masks = masks + index &* 128
                    let lower = UInt32(truncatingIfNeeded: answers)
                    let upper = UInt32(truncatingIfNeeded: answers &>> 32)
                    take(index, trees[index].firstLeaf &+ leaf32(lower, masks))
                    take(index &+ 1, trees[index &+ 1].firstLeaf &+ leaf32(upper, masks + 128))
                }
                if count & 1 == 1 {
                    let word = first &+ count &>> 1
                    let answers = answers(word, isWide: isWide, hasSets: hasSets)
                    let lower = UInt32(truncatingIfNeeded: answers)
                    let leaf = leaf32(lower, masks + (count &- 1) &* 128)
                    take(count &- 1, trees[count &- 1].firstLeaf &+ leaf)
                }
            case .masks64:
                for index in 0..<count {
                    let word = first &+ index
                    let answers = answers(word, isWide: isWide, hasSets: hasSets)
                    let leaf = leaf64(answers, masks + index &* 512)
                    take(index, trees[index].firstLeaf &+ leaf)
                }
            case .oblivious:
                let levels = Int(run.levels)
                let ones = UInt64(truncatingIfNeeded: 1 &<< levels &- 1)
                // Trees without a level have one leaf, and a word holds any number of them.
                let treesPerWord = levels == 0 ? 64 : 64 / levels
                var firstLeaf = run.firstLeaf
                for start in stride(from: 0, to: count, by: treesPerWord) {
                    let word = first &+ start / treesPerWord
                    var answers = answers(word, isWide: isWide, hasSets: hasSets)
                    for index in start..<min(count, start &+ treesPerWord) {
                        take(index, firstLeaf &+ Int32(truncatingIfNeeded: answers & ones))
                        answers &>>= UInt64(levels)
                        firstLeaf &+= run.leafStride
                    }
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
        let values = leaves.values
        for run in row.words.runs {
            let trees = row.words.trees + Int(run.firstTree)
            if outputs == 1 {
                // The one sum stays in a register.
                var sum = sums[0]
                row.findLeaves(run, exits, isWide: isWide, hasSets: hasSets) { _, place in
                    sum += values[Int(place)]
                }
                sums[0] = sum
            } else if leaves.columns == 1 {
                row.findLeaves(run, exits, isWide: isWide, hasSets: hasSets) { tree, place in
                    sums[Int(trees[tree].output)] += values[Int(place)]
                }
            } else {
                row.findLeaves(run, exits, isWide: isWide, hasSets: hasSets) { tree, place in
                    let places = Int(trees[tree].leafPlaces)
                    for column in 0..<leaves.columns {
                        sums[column] += values[Int(place) &+ column &* places]
                    }
                }
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
