import Foundation
import Testing

@testable import ContextForge
@testable import Rows

@Suite struct PortableMathTests {
    private func relativeError(_ found: Double, _ expected: Double) -> Double {
        expected == 0 ? abs(found) : abs(found - expected) / abs(expected)
    }

    @Test(arguments: [
        (-700.0)...(-650.0), (-20.0)...(-0.5), (-0.5)...0.5, (-1e-9)...1e-9, 0.5...20.0,
        650.0...700.0,
    ])
    func `the exponential is that of the C library`(range: ClosedRange<Double>) {
        for step in 0...200 {
            let part = Double(step) / 200
            let value = range.lowerBound + (range.upperBound - range.lowerBound) * part
            let error = relativeError(PortableMath.exp(value), Foundation.exp(value))
            #expect(error < 1e-13, "\(value)")
        }
    }

    @Test(arguments: [
        1e-300...1e-290, 0.001...0.7, 0.7...1.5, 0.999_999_9...1.000_000_1, 1.5...1e6,
        1e290...1e300,
    ])
    func `the logarithm is that of the C library`(range: ClosedRange<Double>) {
        for step in 0...200 {
            let part = Double(step) / 200
            let value = range.lowerBound + (range.upperBound - range.lowerBound) * part
            let error = relativeError(PortableMath.log(value), Foundation.log(value))
            #expect(error < 1e-13, "\(value)")
        }
    }

    @Test func `special values are exact`() {
        #expect(PortableMath.log(1) == 0)
        #expect(PortableMath.exp(0) == 1)
        #expect(PortableMath.exp(-700.5) == 0)
        #expect(PortableMath.exp(-.infinity) == 0)
    }

    @Test func `the bits of some values are the same on every machine`() {
        #expect(PortableMath.exp(1).bitPattern == 4_613_303_445_314_885_480)
        #expect(PortableMath.exp(-3.75).bitPattern == 4_582_435_750_142_741_801)
        #expect(PortableMath.log(10).bitPattern == 4_612_367_379_483_415_829)
        #expect(PortableMath.log(0.3).bitPattern == 13_831_473_067_500_349_216)
    }

    @Test func `the logarithm of zero traps`() async {
        await #expect(processExitsWith: .failure) { _ = PortableMath.log(0) }
    }
}
