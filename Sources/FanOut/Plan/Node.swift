/// One step of a plan, prepared: others are named by their places in `Plan.nodes`.
struct Node: Sendable {
    enum Kind: Sendable {
        case service(site: Int)
        case parallel
        case sequence
        /// The condition of each branch (nil: `otherwise`), and the child that it leads to (nil: `pass`).
        case choice([(condition: Condition?, child: Int?)])
        case split(Split)
    }

    let kind: Kind
    /// In graph order.
    let children: [Int]
    /// Nil for the root.
    let parent: Int?
    /// The sites below it.
    let sites: Range<Int>
    /// Its name as a ballot of the step around it.
    let name: String
    let input: Step.Input
    let onError: Step.OnError
    let timeout: Duration?
    let policy: Policy
    /// Sites without whose answer it has failed, where they were asked.
    let required: [Int]
    let fold: Fold?
    /// Plans of the steps that are asked beside it.
    let shadows: [Plan]

    /// Whether its first good answer counts, whatever else is missing.
    var takesFirst: Bool { fold?.aggregator.alwaysStopsEarly ?? false }
}

/// How a step's children become one answer.
struct Fold: Sendable {
    let aggregator: any Aggregator
    let stopsEarly: Bool
}

/// A condition and where its operands are found.
struct Condition: Sendable {
    let expression: Expression
    /// The sites of each member that it names.
    let sites: [String: [Int]]
}

/// One place of the graph at which a member is asked.
struct Site: Sendable {
    let member: Int
    let node: Int
    /// Members of the same group are never mixed across releases; nil: of none.
    let releaseGroup: Int?
    /// What of its answer the run reads, whatever is answered.
    var needs: Needs
    /// What it reads where a label is to be answered.
    var labelNeeds: Needs
}

/// What of a member's answer is read, beyond its bytes.
public struct Needs: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The numbers.
    public static let values = Needs(rawValue: 1)
    /// What the member says of its model: classes, release.
    public static let signature = Needs(rawValue: 2)
    /// The same, but the answer counts without it too.
    public static let signatureIfKnown = Needs(rawValue: 4)
}
