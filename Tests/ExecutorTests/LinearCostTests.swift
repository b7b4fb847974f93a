import Testing

@testable import Executor

@Suite struct LinearCostTests {
    @Test func `a line goes through both measurements`() {
        let cost = LinearCost(small: (100, 7), large: (300, 11))
        #expect(cost == LinearCost(small: (200, 9), large: (500, 15)))
        #expect(cost.fixed == 5 && cost.perUnit == 0.02)
        #expect(cost.cost(of: 1_000) == 25)
    }

    @Test(
        arguments: [
            // The larger run was no slower, or so much slower that nothing would cost less than
            // none.
            ((100, 9), (300, 9), 0.03), ((100, 9), (300, 8), 8.0 / 300), ((100, 1), (300, 9), 0.03),
        ] as [((Double, Double), (Double, Double), Double)]
    )
    func `where no line begins at 0 or above, the larger measurement alone counts`(
        small: (Double, Double),
        large: (Double, Double),
        perUnit: Double
    ) {
        let cost = LinearCost(
            small: (units: small.0, cost: small.1),
            large: (units: large.0, cost: large.1)
        )
        #expect(cost.fixed == 0)
        #expect(abs(cost.perUnit - perUnit) < 1e-12)
    }
}
