/// What the person who imports says about the model.
public struct ImportOptions: Equatable, Sendable {
    /// The model's name; without it the file's, without folders and ending.
    public var name: String?
    /// Class labels in place of those in the model, as many as it has.
    public var classes: [String]?
    /// One row, as many values as the model has features; without it zeros and the first of
    /// known texts. A text between commas is a number where its feature is one.
    public var sample: [String]?

    public init(name: String? = nil, classes: [String]? = nil, sample: [String]? = nil) {
        self.name = name
        self.classes = classes
        self.sample = sample
    }
}
