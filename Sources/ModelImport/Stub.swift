public import WeightFormat
public struct ImportOptions { public init(name: String?, classes: [String]?, sample: [Double]?) {} }
public func importModel(path: String, options: ImportOptions, date: String) throws -> WeightDocument { preconditionFailure() }
extension WeightDocument { public mutating func attachGolden(rowsPath: String, expectPath: String?) throws {} }
