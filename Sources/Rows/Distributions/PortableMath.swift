/// Elementary functions from the four basic operations alone.
///
/// The C library's `log` and `exp` may differ in the last bit from one machine to another, and
/// rows must not. IEEE 754 fixes `+ - * /`, so these give the same bits everywhere. They are meant
/// for tables that are built once: a call takes about 100 ns. Their relative error is below 1e-13.
enum PortableMath {
    private static let logOfTwo = 0.693_147_180_559_945_3

    /// The natural logarithm of a positive finite number.
    static func log(_ value: Double) -> Double {
        precondition(value > 0 && value.isFinite, "a logarithm needs a positive number")
        var exponent = Double(value.exponent)
        var fraction = value.significand
        if fraction > 1.414_213_562_373_095 {
            fraction /= 2
            exponent += 1
        }
        // log(f) = 2 artanh((f - 1) / (f + 1)), |argument| < 0.172
        let ratio = (fraction - 1) / (fraction + 1)
        let square = ratio * ratio
        var term = ratio
        var sum = 0.0
        for divisor in stride(from: 1.0, through: 27, by: 2) {
            sum += term / divisor
            term *= square
        }
        return 2 * sum + exponent * logOfTwo
    }

    /// The exponential of a number between -700 and 700; 0 below that range.
    static func exp(_ value: Double) -> Double {
        if value < -700 { return 0 }
        precondition(value <= 700, "an exponential would overflow")
        let power = (value / logOfTwo).rounded()
        let rest = value - power * logOfTwo
        var term = 1.0
        var sum = 1.0
        for divisor in stride(from: 1.0, through: 18, by: 1) {
            term *= rest / divisor
            sum += term
        }
        return Double(sign: .plus, exponent: Int(power), significand: sum)
    }
}
