/// The way from a document's root to a value, written out only when an error needs it.
indirect enum DocumentPath: CustomStringConvertible, Sendable {
    case root
    case member(DocumentPath, String)
    case element(DocumentPath, Int)

    /// `learner.gradient_booster.model.trees[3].left_children`
    var description: String {
        var steps: [String] = []
        var path = self
        while true {
            switch path {
            case .root:
                let text = steps.reversed().joined()
                return text.isEmpty ? "the document" : String(text.drop { $0 == "." })
            case .member(let parent, let key):
                steps.append("." + key.prefix(80))
                path = parent
            case .element(let parent, let index):
                steps.append("[\(index)]")
                path = parent
            }
        }
    }
}
