import InferenceAPI
import SystemPackage

/// Where bad rows go: to a file, or the first of them to standard error.
struct RejectsReport: Sendable {
    /// How many are told on standard error.
    static let told = 20

    private let path: String?
    private let file: ByteFile?

    init(path: String?) throws {
        self.path = path
        file = try path.map { try ByteFile(writing: $0) }
        try file?.write(Array("line,reason\n".utf8))
    }

    /// - Parameters:
    ///   - linesBefore: the file's lines before those of the records.
    ///   - rejected: bad rows so far.
    func add(_ records: [RejectedRecord], linesBefore: Int, rejected: Int) throws {
        guard !records.isEmpty else { return }
        guard let file else {
            for record in records.prefix(max(Self.told - rejected, 0)) {
                StandardError.write("line \(linesBefore + record.line + 1) \(record.reason)\n")
            }
            return
        }
        var bytes: [UInt8] = []
        for record in records {
            JSONText.integer(linesBefore + record.line + 1, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            CSVText.text(record.reason, to: &bytes)
            bytes.append(0x0A)
        }
        try file.write(bytes)
    }

    /// Says how many rows were bad.
    ///
    /// - Throws: a fault where there were any and they had no file to go to.
    func finish(_ totals: Scoring.Totals) throws {
        try file?.close()
        guard totals.rejected > 0 else { return }
        let count = "\(totals.rejected) of \(totals.rows + totals.rejected) rows"
        guard let path else {
            throw Fault(
                "\(count) are bad and have no answer; --rejects FILE sets all of them apart with "
                    + "line and reason.")
        }
        StandardError.write("\(count) are bad and have no answer; \(path) says why.\n")
    }
}

/// Lines for the person who runs the program.
enum StandardError {
    static func write(_ text: String) {
        // Where standard error is closed, nobody can be told so.
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }
}
