import KernelLayouts
import KernelsBaseline

#if arch(x86_64)
    import KernelsX86V3
    import KernelsX86V4
#endif

/// The kernels of one instruction set; what they expect of their arguments is said beside them.
///
/// A model holds the set that it was prepared for and calls it once for many rows or trees.
final class KernelSet: Sendable {
    typealias RankRows<Scalar, Key: FixedWidthInteger> =
        @Sendable (
            RankTables<Key>, UnsafePointer<Scalar>, _ rows: Int, _ stride: Int,
            UnsafeMutablePointer<Int8>, _ columnStride: Int
        ) -> Void
    typealias EncodeRows<Scalar> =
        @Sendable (
            CategoryTables, UnsafePointer<Scalar>, _ rows: Int, _ stride: Int,
            UnsafeMutablePointer<Int8>, _ columnStride: Int
        ) -> Void
    typealias AddBlock<Sum> =
        @Sendable (
            RankedTrees, RankedLeaves<Sum>, UnsafeMutablePointer<Int8>, _ rows: Int,
            _ slots: UnsafeMutableRawPointer, _ sums: UnsafeMutablePointer<Sum>
        ) -> Void
    typealias AddRow<Sum> =
        @Sendable (
            RankedWords, RankedLeaves<Sum>, UnsafePointer<Int8>,
            _ members: UnsafePointer<UInt64>, _ exits: UnsafePointer<UInt8>,
            _ sums: UnsafeMutablePointer<Sum>, _ outputs: Int
        ) -> Void

    let instructionSet: InstructionSet
    let rankRows32: RankRows<Float, Int32>
    let rankRows64: RankRows<Double, Int64>
    let encodeRows32: EncodeRows<Float>
    let encodeRows64: EncodeRows<Double>
    let addBlock32: AddBlock<Float>
    let addBlock64: AddBlock<Double>
    let walkRows: WalkRows
    let walkTrees: WalkTrees
    let squaredDistances32: FoldVectors
    let vectorProducts32: FoldVectors
    let weightedSum32: @Sendable (UnsafePointer<Float>, UnsafePointer<Float>, Int) -> Double
    let exponentials32: @Sendable (UnsafeMutablePointer<Float>, Int) -> Void
    let exponential32: @Sendable (Float) -> Float
    let hyperbolicTangents32: @Sendable (UnsafeMutablePointer<Float>, Int) -> Void
    let dotProducts32: DotProducts
    typealias DotProducts =
        @Sendable (
            UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
            _ intercepts: UnsafePointer<Float>, _ rows: Int, _ features: Int, _ outputs: Int,
            UnsafeMutablePointer<Float>
        ) -> Void
    typealias WalkRows =
        @Sendable (
            UnsafePointer<WalkNode>, WalkTree, UnsafePointer<Float>, _ stride: Int, _ rows: Int,
            UnsafeMutablePointer<Int32>
        ) -> Void
    typealias WalkTrees =
        @Sendable (
            UnsafePointer<WalkNode>, UnsafePointer<WalkTree>, _ count: Int, UnsafePointer<Float>,
            UnsafeMutablePointer<Int32>
        ) -> Void
    typealias FoldVectors =
        @Sendable (
            UnsafePointer<Float>, _ blocks: UnsafePointer<Float>, _ features: Int,
            _ blockCount: Int, UnsafeMutablePointer<Float>
        ) -> Void
    typealias AnswerMembers =
        @Sendable (RankedWords, UnsafePointer<Int8>, UnsafeMutablePointer<UInt64>) -> Void

    /// Single rows by byte permutations: only where there are such.
    let answerMembers: AnswerMembers?
    let addRow32: AddRow<Float>?
    let addRow64: AddRow<Double>?

    /// - Precondition: `instructionSet` is available here.
    static func of(_ instructionSet: InstructionSet) -> KernelSet {
        precondition(instructionSet <= .best, "\(instructionSet) runs here")
        switch instructionSet {
        case .baseline: return baseline
        #if arch(x86_64)
            case .x86v3: return x86v3
            case .x86v4: return x86v4
        #else
            case .x86v3, .x86v4: return baseline
        #endif
        }
    }

    private init(
        instructionSet: InstructionSet,
        rankRows: (RankRows<Float, Int32>, RankRows<Double, Int64>),
        encodeRows: (EncodeRows<Float>, EncodeRows<Double>),
        addBlock: (AddBlock<Float>, AddBlock<Double>), walk: (WalkRows, WalkTrees),
        vectors: (FoldVectors, FoldVectors),
        weightedSum32:
            @escaping @Sendable (UnsafePointer<Float>, UnsafePointer<Float>, Int) ->
            Double,
        exponentials: (
            @Sendable (UnsafeMutablePointer<Float>, Int) -> Void, @Sendable (Float) -> Float,
            @Sendable (UnsafeMutablePointer<Float>, Int) -> Void
        ),
        products: @escaping DotProducts,
        addRow: (AddRow<Float>, AddRow<Double>)? = nil, answerMembers: AnswerMembers? = nil
    ) {
        self.instructionSet = instructionSet
        (rankRows32, rankRows64) = rankRows
        (encodeRows32, encodeRows64) = encodeRows
        (addBlock32, addBlock64) = addBlock
        (walkRows, walkTrees) = walk
        (squaredDistances32, vectorProducts32) = vectors
        self.weightedSum32 = weightedSum32
        (exponentials32, exponential32, hyperbolicTangents32) = exponentials
        dotProducts32 = products
        addRow32 = addRow?.0
        addRow64 = addRow?.1
        self.answerMembers = answerMembers
    }

    private static let baseline = KernelSet(
        instructionSet: .baseline,
        rankRows: (KernelsBaseline.rankRows32, KernelsBaseline.rankRows64),
        encodeRows: (KernelsBaseline.encodeRows32, KernelsBaseline.encodeRows64),
        addBlock: (KernelsBaseline.addBlock32, KernelsBaseline.addBlock64),
        walk: (KernelsBaseline.walkRows, KernelsBaseline.walkTrees),
        vectors: (KernelsBaseline.squaredDistances32, KernelsBaseline.vectorProducts32),
        weightedSum32: KernelsBaseline.weightedSum32,
        exponentials: (
            KernelsBaseline.exponentials32, KernelsBaseline.exponential32,
            KernelsBaseline.hyperbolicTangents32
        ),
        products: KernelsBaseline.dotProducts32)

    #if arch(x86_64)
        private static let x86v3 = KernelSet(
            instructionSet: .x86v3,
            rankRows: (KernelsX86V3.rankRows32, KernelsX86V3.rankRows64),
            encodeRows: (KernelsX86V3.encodeRows32, KernelsX86V3.encodeRows64),
            addBlock: (KernelsX86V3.addBlock32, KernelsX86V3.addBlock64),
            walk: (KernelsX86V3.walkRows, KernelsX86V3.walkTrees),
            vectors: (KernelsX86V3.squaredDistances32, KernelsX86V3.vectorProducts32),
            weightedSum32: KernelsX86V3.weightedSum32,
            exponentials: (
                KernelsX86V3.exponentials32, KernelsX86V3.exponential32,
                KernelsX86V3.hyperbolicTangents32
            ),
            products: KernelsX86V3.dotProducts32)

        private static let x86v4 = KernelSet(
            instructionSet: .x86v4,
            rankRows: (KernelsX86V4.rankRows32, KernelsX86V4.rankRows64),
            encodeRows: (KernelsX86V4.encodeRows32, KernelsX86V4.encodeRows64),
            addBlock: (KernelsX86V4.addBlock32, KernelsX86V4.addBlock64),
            // With AVX-512 the compiler gathers a walk's loads, which takes twice as long.
            walk: (KernelsX86V3.walkRows, KernelsX86V3.walkTrees),
            vectors: (KernelsX86V4.squaredDistances32, KernelsX86V4.vectorProducts32),
            weightedSum32: KernelsX86V4.weightedSum32,
            exponentials: (
                KernelsX86V4.exponentials32, KernelsX86V4.exponential32,
                KernelsX86V4.hyperbolicTangents32
            ),
            products: KernelsX86V4.dotProducts32,
            addRow: (KernelsX86V4.addRow32, KernelsX86V4.addRow64),
            answerMembers: KernelsX86V4.answerMembers)
    #endif
}

/// What three levels of branches lead to: the table of ``KernelsX86V4/fillExits(_:)``.
enum BranchExits {
    static let table: AlignedArray<UInt8> = {
        #if arch(x86_64)
            AlignedArray(count: 256) { fillExits($0) }
        #else
            AlignedArray(count: 0) { _ in }
        #endif
    }()
}
