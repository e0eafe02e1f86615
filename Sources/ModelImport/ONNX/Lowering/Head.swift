import WeightFormat

/// The last stage of a description, before all nodes that may still change it have been read.
enum Head: Equatable {
    case classify(ClassifyHead, [ClassLabel])
    case regress(RegressHead)
    case outlier(OutlierHead)

    var stage: Stage {
        switch self {
        case .classify(let head, _): .classify(head)
        case .regress(let head): .regress(head)
        case .outlier(let head): .outlier(head)
        }
    }

    var task: ModelDescription.Task {
        switch self {
        case .classify: .classification
        case .regress: .regression
        case .outlier: .outlier
        }
    }

    var classes: [ClassLabel]? {
        switch self {
        case .classify(_, let classes): classes
        case .regress: nil
        case .outlier: [.integer(-1), .integer(1)]
        }
    }
}
