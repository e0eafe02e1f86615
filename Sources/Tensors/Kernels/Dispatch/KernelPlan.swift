/// In which forms a part of a model was prepared, and why: for those who inspect it.
public struct KernelPlan: Equatable, Sendable {
    /// How single rows are answered, and how batches are.
    public let singleRows: String
    public let batches: String
    /// The figures of the model on which the choice rests.
    public let reason: String
    public let instructionSet: InstructionSet
}

/// What a planner may choose from: tests of a form do not wait for a model for which it is cheapest.
package enum FormChoice: CaseIterable, Sendable {
    case cheapest, ranks, walks
}

extension KernelPlan: CustomStringConvertible {
    public var description: String {
        let forms =
            singleRows == batches
            ? singleRows : "single rows: \(singleRows); batches: \(batches)"
        return "\(forms); \(reason); \(instructionSet.rawValue)"
    }
}
