/// What an import may not exceed.
enum ImportLimits {
    /// Bytes of a source file, 1 GiB.
    static let sourceBytes = 1 << 30
    /// Nesting of messages in a protobuf file.
    static let messageDepth = 64
    /// Nesting of arrays and objects in a JSON or UBJSON file.
    static let documentDepth = 256
    /// Values in a JSON or UBJSON file, numbers in arrays of numbers not counted: 8 Mi.
    static let documentValues = 8 << 20
    /// Numbers that one tensor of the result may have beyond those in the source, so that a small
    /// file cannot ask for a large model.
    static let expansion = 1 << 20
    /// Elements of a value that a graph asks for by its shape alone.
    static let elements = 1 << 27
    /// Bytes of a CSV of golden rows or answers, 256 MiB.
    static let csvBytes = 256 << 20
}
