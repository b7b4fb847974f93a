/// Decimal numbers as people write them.
public enum DecimalText {
    /// A number without a fraction that it does not have.
    public static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }
}
