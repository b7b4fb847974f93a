import Testing

@testable import Planner

@Suite struct BrokenProfileTests {
    @Test(arguments: BrokenProfile.all)
    func `a broken profile is refused with its place`(_ profile: BrokenProfile) {
        #expect(PlannerTestInput.report(profile.text) == profile.report)
    }

    @Test func `a sound profile becomes broken by one line`() {
        let sound = "scale:\n  users: 10\n"
        #expect(PlannerTestInput.report(sound) == nil)
        #expect(PlannerTestInput.report(sound + "  user: 10\n") != nil)
    }
}
