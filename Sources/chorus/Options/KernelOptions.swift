import ArgumentParser
import Tensors

/// For which instructions models are prepared.
struct KernelOptions: ParsableArguments {
    @Option(
        help: """
            Prepare models for these instructions: baseline, x86-64-v3 (AVX2), x86-64-v4 (AVX-512 \
            with VBMI). [the best that this machine has]
            """)
    var instructionSet: String?

    func validate() throws {
        guard let instructionSet, chosen == nil else { return }
        let there = InstructionSet.available.map(\.rawValue).joined(separator: ", ")
        throw ValidationError(
            "--instruction-set \(instructionSet) is not to be had here; this machine has \(there).")
    }

    private var chosen: InstructionSet? {
        guard let instructionSet else { return .best }
        return InstructionSet.available.first { $0.rawValue == instructionSet }
    }

    /// After the check.
    var value: InstructionSet { chosen ?? .best }
}
