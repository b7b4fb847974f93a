import Testing

@testable import ContextForge
@testable import Rows

@Suite struct FittedPermutationTests {
    private let key = CellKey(seed: 42, table: "tests", purpose: "permutation")

    @Test func `every index has an image of its own in the range`() {
        for count in Array(Int64(1)...70) + [99, 100, 101, 255, 256, 257, 1023, 1024, 1025, 9999] {
            let permutation = FittedPermutation(count: count, key: key)
            #expect(permutation.count == count)
            #expect((0..<count).map { permutation($0) }.sorted() == Array(0..<count), "\(count)")
        }
    }

    @Test(arguments: [1 << 31, (1 << 32) - 1, 1 << 32, (1 << 32) + 1, 1 << 40] as [Int64])
    func `a large range is left by no image and no two meet`(count: Int64) {
        let permutation = FittedPermutation(count: count, key: key)
        let indexes = Array(0..<500) + Array((count - 500)..<count)
        let images = indexes.map { permutation($0) }
        #expect(images.first { !(0..<count).contains($0) } == nil)
        #expect(Set(images).count == images.count)
    }

    @Test func `seeds give different permutations`() {
        let images = (UInt64(0)..<8).map { seed in
            let key = CellKey(seed: seed, table: "tests", purpose: "permutation")
            let permutation = FittedPermutation(count: 100, key: key)
            return (Int64(0)..<100).map { permutation($0) }
        }
        #expect(Set(images).count == images.count)
        for image in images { #expect(image != Array(0..<100)) }
    }

    @Test func `neighbours do not stay together`() {
        let permutation = FittedPermutation(count: 10_000, key: key)
        let near = (Int64(0)..<999).filter { abs(permutation($0 + 1) - permutation($0)) < 100 }
        // Two random images are that close in 2 % of the cases.
        #expect(near.count < 60)
    }

    @Test func `every part of the range gets its share of every part of the indexes`() {
        let permutation = FittedPermutation(count: 10_000, key: key)
        for start in stride(from: Int64(0), to: 10_000, by: 1000) {
            var counts = [Int](repeating: 0, count: 10)
            for index in start..<start + 1000 { counts[Int(permutation(index) / 1000)] += 1 }
            // The standard deviation is below 10.
            #expect(counts.allSatisfy { (50...150).contains($0) }, "\(counts)")
        }
    }

    @Test func `an index or a count out of range traps`() async {
        await #expect(processExitsWith: .failure) {
            let key = CellKey(seed: 1, table: "tests", purpose: "none")
            _ = FittedPermutation(count: 5, key: key)(5)
        }
        await #expect(processExitsWith: .failure) {
            _ = FittedPermutation(count: 0, key: CellKey(seed: 1, table: "tests", purpose: "none"))
        }
    }
}
