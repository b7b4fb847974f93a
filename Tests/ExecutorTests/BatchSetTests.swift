import Testing

@testable import Executor

@Suite struct BatchSetTests {
    @Test(arguments: [1, 63, 64, 65, 1000] as [Int64])
    func `each batch is put in once`(capacity: Int64) {
        var set = BatchSet(capacity: capacity)
        for batch in 0..<capacity { #expect(!set.contains(batch)) }
        for batch in (0..<capacity).reversed() {
            let isNew = set.insert(batch)
            let isNewAgain = set.insert(batch)
            #expect(isNew && !isNewAgain)
            #expect(set.contains(batch))
        }
        #expect(set.count == capacity)
    }

    @Test func `a batch says nothing about its neighbours`() {
        var set = BatchSet(capacity: 200)
        for batch in [0, 63, 64, 127, 199] as [Int64] { set.insert(batch) }
        let found = (Int64(0)..<200).filter { set.contains($0) }
        #expect(found == [0, 63, 64, 127, 199])
        #expect(set.count == 5)
    }

    @Test func `numbers outside the capacity are not in it`() {
        var set = BatchSet(capacity: 10)
        for batch in Int64(0)..<10 { set.insert(batch) }
        for batch in [-1, 10, 63, 64, .max, .min] as [Int64] { #expect(!set.contains(batch)) }
        #expect(!BatchSet(capacity: 0).contains(0))
    }

    @Test(arguments: [-1, 10] as [Int64])
    func `a number outside the capacity cannot be put in`(batch: Int64) async {
        await #expect(processExitsWith: .failure) { [batch] in
            var set = BatchSet(capacity: 10)
            set.insert(batch)
        }
    }

    @Test func `sets are equal when the same batches are in them`() {
        var one = BatchSet(capacity: 100)
        var other = BatchSet(capacity: 100)
        for batch in [3, 70] as [Int64] { one.insert(batch) }
        for batch in [70, 3, 3] as [Int64] { other.insert(batch) }
        #expect(one == other)
        other.insert(4)
        #expect(one != other)
    }
}
