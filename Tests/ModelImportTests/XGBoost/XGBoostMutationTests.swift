import Testing
import WeightFormat

@testable import ModelImport

/// Damaged XGBoost models, made from good ones byte by byte: each ends in a sentence or in a model,
/// never in a trap.
@Suite struct XGBoostMutationTests {
    private static var seeds: [[UInt8]] {
        get throws {
            var dart = XGBoostScene(
                objective: "multi:softprob", classes: 2, trees: [.stump, .categorical([1, 40])])
            dart.dart = "[0.5, 2]"
            var linear = XGBoostScene()
            linear.linear = "[1, 2, 0.25]"
            return try [XGBoostScene(objective: "binary:logistic"), dart, linear].flatMap { scene in
                let json = Array(scene.json.utf8)
                return [json, ubjson(try Document(json: json, rounding: .float32))]
            }
        }
    }

    @Test("a damaged model is refused or imported, never worse", arguments: 0..<6)
    func damaged(seed: Int) throws {
        let good = try Self.seeds[seed]
        _ = try importBytes(good)
        var generator = Damage(state: UInt64(seed) + 1)
        for _ in 0..<60 {
            let bytes = generator.damaged(good)
            do {
                _ = try importBytes(bytes)
            } catch let error as ImportError {
                #expect(error.description.hasSuffix("."))
            }
        }
    }
}
