import Testing

@testable import ContextForge
@testable import Rows

@Suite struct PermutationTests {
    private let key = CellKey(seed: 42, table: "tests", purpose: "permutation")

    private static let counts: [Int64] = [
        1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 255, 256,
        257, 600, 1000, 1023, 1024, 1025,
    ]

    @Test(arguments: counts)
    func `every index has an image of its own in the range`(count: Int64) {
        let permutation = Permutation(count: count, key: key)
        #expect(permutation.count == count)
        #expect((0..<count).map { permutation($0) }.sorted() == Array(0..<count))
    }

    @Test(arguments: counts)
    func `the index of an image is where it came from`(count: Int64) {
        let permutation = Permutation(count: count, key: key)
        #expect((0..<count).map { permutation.index(of: permutation($0)) } == Array(0..<count))
        #expect((0..<count).map { permutation(permutation.index(of: $0)) } == Array(0..<count))
    }

    @Test(arguments: [1 << 31, (1 << 32) - 1, 1 << 32, (1 << 32) + 1, 1 << 40] as [Int64])
    func `a large range is left by no image and no two meet`(count: Int64) {
        let permutation = Permutation(count: count, key: key)
        let indexes = Array(0..<500) + Array((count - 500)..<count)
        let images = indexes.map { permutation($0) }
        #expect(images.first { !(0..<count).contains($0) } == nil)
        #expect(Set(images).count == images.count)
        #expect(images.map { permutation.index(of: $0) } == indexes)
    }

    @Test func `seeds give different permutations`() {
        let images = (UInt64(0)..<8).map { seed in
            let key = CellKey(seed: seed, table: "tests", purpose: "permutation")
            let permutation = Permutation(count: 100, key: key)
            return (Int64(0)..<100).map { permutation($0) }
        }
        #expect(Set(images).count == images.count)
        for image in images { #expect(image != Array(0..<100)) }
    }

    @Test func `neighbours do not stay together`() {
        let permutation = Permutation(count: 10_000, key: key)
        let near = (Int64(0)..<999).filter { abs(permutation($0 + 1) - permutation($0)) < 100 }
        // Two random images are that near in 2 % of the cases.
        #expect(near.count < 60)
    }

    @Test func `an image outside the range traps`() async {
        await #expect(processExitsWith: .failure) {
            let key = CellKey(seed: 1, table: "tests", purpose: "none")
            _ = Permutation(count: 5, key: key).index(of: 5)
        }
    }

    @Test func `an empty range traps`() async {
        await #expect(processExitsWith: .failure) {
            _ = Permutation(count: 0, key: CellKey(seed: 1, table: "tests", purpose: "none"))
        }
    }
}
