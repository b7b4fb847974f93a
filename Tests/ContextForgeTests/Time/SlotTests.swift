import Testing

@testable import ContextForge
@testable import Rows

@Suite struct SlotTests {
    @Test(arguments: [0.0..<1.0, 0.2..<0.5, 0.5..<1.0], [1, 2, 5, 50] as [Int64])
    func `children stand in their part of the parent, in order, without overlap`(
        part: Range<Double>,
        count: Int64
    ) {
        let parent = Slot(start: 0.3, width: 0.1)
        let tolerance = 1e-15
        var last = parent.place(part.lowerBound)
        for index in 0..<count {
            let child = parent.child(index, of: count, in: part)
            #expect(abs(child.start - last) < tolerance)
            #expect(child.width > 0)
            last = child.place(1)
        }
        #expect(abs(last - parent.place(part.upperBound)) < tolerance)
    }

    @Test func `children of children are inside and after what was there before them`() {
        let user = Slot(start: 17.0 / 23, width: 1.0 / 23)
        let team = user.child(2, of: 6, in: 0.2..<0.5)
        let member = team.child(4, of: 9, in: 0.5..<1)
        #expect(user.place(0.2) < team.start)
        #expect(team.place(0.5) < member.start)
        #expect(member.place(1) < team.place(1))
        #expect(team.place(1) <= user.place(0.5))
    }
}
