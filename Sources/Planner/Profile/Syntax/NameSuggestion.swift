/// Finds the name that somebody who misspelt one probably meant.
package enum NameSuggestion {
    /// Longest name that is compared; a longer one is no slip of the finger.
    static let lengthMax = 64

    /// Returns the candidate nearest to `name`, the first of equals, or nil when none is near.
    ///
    /// Near is at most a third of the name's characters inserted, removed, replaced or swapped
    /// with their neighbour, and at least one.
    static func nearest(to name: String, among candidates: [String]) -> String? {
        let wanted = Array(name.lowercased())
        guard !wanted.isEmpty, wanted.count <= lengthMax else { return nil }
        var best: String?
        var bestDistance = max(1, wanted.count / 3) + 1
        for candidate in candidates {
            let distance = distance(from: wanted, to: Array(candidate.lowercased()))
            if distance < bestDistance {
                best = candidate
                bestDistance = distance
            }
        }
        return best
    }

    /// Returns the hint that goes with ``nearest(to:among:)``, or nil.
    package static func hint(for name: String, among candidates: [String]) -> String? {
        nearest(to: name, among: candidates).map { "Did you mean `\($0)`?" }
    }

    /// The optimal string alignment distance, in O(`a.count` × `b.count`).
    static func distance(from a: [Character], to b: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var current = [i + 1]
            for j in 0..<b.count {
                var least = min(last[j + 1], current[j]) + 1
                least = min(least, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    least = min(least, beforeLast[j - 1] + 1)
                }
                current.append(least)
            }
            beforeLast = last
            last = current
        }
        return last[b.count]
    }
}
