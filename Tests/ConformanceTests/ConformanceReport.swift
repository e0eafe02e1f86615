import ModelRuntime
import Synchronization
import WeightFormat

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// What the conformance tests saw, a line for each output of each model, in the file that
/// `CHORUS_CONFORMANCE_REPORT` names: `Tools/conformance-table` makes the table of models from it.
enum ConformanceReport {
    /// Fields between tabs: case, file, output, allowed absolute and relative difference, the
    /// largest that was found, and whether it was allowed.
    static func add(_ model: ModelPath, _ difference: OutputDifference, _ allowed: Golden.Tolerance)
    {
        add(
            model, difference.output.rawValue, "\(allowed.absolute)", "\(allowed.relative)",
            "\(difference.absolute)", difference.isWithinTolerance ? "yes" : "no")
    }

    static func add(_ model: ModelPath, wrongLabels: Int) {
        add(model, "label", "0", "0", "\(wrongLabels)", wrongLabels == 0 ? "yes" : "no")
    }

    private static func add(_ model: ModelPath, _ fields: String...) {
        guard let path = environment("CHORUS_CONFORMANCE_REPORT") else { return }
        let name = model.folder.split(separator: "/").last.map(String.init) ?? model.folder
        let line = ([name, model.file] + fields).joined(separator: "\t") + "\n"
        lock.withLock { _ in
            guard let file = fopen(path, "a") else { return }
            fputs(line, file)
            fclose(file)
        }
    }

    private static let lock = Mutex(())
}
