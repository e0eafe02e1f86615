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

/// Changes, cuts and repeats bytes at random, from a seed.
private struct Damage: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    }

    mutating func damaged(_ good: [UInt8]) -> [UInt8] {
        var bytes = good
        for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
            let at = Int.random(in: 0..<bytes.count, using: &self)
            let end = min(bytes.count, at + Int.random(in: 1...16, using: &self))
            switch Int.random(in: 0..<5, using: &self) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &self)
            case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 2: bytes.removeSubrange(at..<end)
            case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
            // A digit or a length, made large.
            default: bytes[at] = [0x39, 0x2D, 0x7F, 0xFF, 0x00].randomElement(using: &self) ?? 0
            }
        }
        return bytes
    }
}
