public import FanOut

/// Why a configuration file cannot be used, and where in it.
public struct ConfigurationFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nil where no place of the file is at fault.
    public let mark: SourceMark?
    public let sentence: String
    /// As it was given on the command line.
    public var file = ""

    init(at mark: SourceMark?, _ sentence: String) {
        self.mark = mark
        self.sentence = sentence
    }

    public var description: String {
        guard let mark else { return "\(file): \(sentence)" }
        return "\(file):\(mark.line):\(mark.column): \(sentence)"
    }
}
