/// Powers that numbers are scaled with, exact in their types.
enum PowersOfTen {
    /// 10^power for powers up to 22.
    @inline(__always)
    static func double(_ power: UInt) -> Double {
        switch power {
        case 0: 1e0
        case 1: 1e1
        case 2: 1e2
        case 3: 1e3
        case 4: 1e4
        case 5: 1e5
        case 6: 1e6
        case 7: 1e7
        case 8: 1e8
        case 9: 1e9
        case 10: 1e10
        case 11: 1e11
        case 12: 1e12
        case 13: 1e13
        case 14: 1e14
        case 15: 1e15
        case 16: 1e16
        case 17: 1e17
        case 18: 1e18
        case 19: 1e19
        case 20: 1e20
        case 21: 1e21
        case 22: 1e22
        default: preconditionFailure("10^\(power) is not exact in a double")
        }
    }

    /// 5^power for powers up to 27.
    static func five(_ power: UInt) -> UInt64 {
        precondition(power <= 27, "5^\(power) is not a 64-bit integer")
        var value: UInt64 = 1
        for _ in 0..<power { value &*= 5 }
        return value
    }
}
