import Testing

@testable import Planner

@Suite struct ProfileScalarTests {
    @Test(
        arguments: [
            ("0", 0), ("42", 42), ("+7", 7), ("-3", -3), ("160_000", 160_000),
            ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
        ] as [(String, Int64)]
    )
    func `a whole number is read`(_ text: String, _ expected: Int64) {
        #expect(ProfileScalar.integer(text) == expected)
    }

    @Test(arguments: [
        "", "-", "+", "010", "0x1F", "1:30", "1e3", "1.0", "1_", "_1", "1__0", "--1", "٣", " 1",
        "9223372036854775808",
    ])
    func `what is no whole number is refused`(_ text: String) {
        #expect(ProfileScalar.integer(text) == nil)
    }

    @Test(arguments: [("0.5", 0.5), ("-1.25", -1.25), ("3", 3), ("1_000.5", 1_000.5)])
    func `a number with a fraction is read`(_ text: String, _ expected: Double) {
        #expect(ProfileScalar.number(text) == expected)
    }

    @Test(arguments: [".5", "5.", "1.2.3", "nan", ".nan", ".inf", "inf", "1e400", "0x1p3", "1,5"])
    func `what is no number is refused`(_ text: String) {
        #expect(ProfileScalar.number(text) == nil)
    }

    @Test func `truth values are read in the words of YAML`() {
        #expect(ProfileScalar.boolean("Yes") == true)
        #expect(ProfileScalar.boolean("off") == false)
        #expect(ProfileScalar.boolean("1") == nil)
    }
}
