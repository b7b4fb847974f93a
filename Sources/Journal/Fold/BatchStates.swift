/// The state of every batch of a run in two flat arrays: 5 bytes a batch.
package struct BatchStates: Sendable, Equatable {
    /// The raw ``BatchState`` of each batch, by its number.
    ///
    /// Index 0 is there whether or not a batch 0 exists.
    package private(set) var rawStates: [UInt8]
    /// The last attempt by batch number; 0 for none.
    package private(set) var attempts: [Int32]

    /// - Parameter numberMax: The highest batch number.
    package init(numberMax: Int64) {
        precondition(
            (0...BatchRecord.numberMax).contains(numberMax),
            "a batch number is outside 0...\(BatchRecord.numberMax)"
        )
        rawStates = Array(repeating: 0, count: Int(numberMax) + 1)
        attempts = Array(repeating: 0, count: Int(numberMax) + 1)
    }

    /// The state of a batch; planned for numbers that no event has named.
    package subscript(number: Int64) -> BatchState {
        guard number >= 0, number < Int64(rawStates.count),
            let state = BatchState(rawValue: rawStates[Int(number)])
        else {
            return .planned
        }
        return state
    }

    /// How many batches are in `state`.
    ///
    /// For `planned` this counts the unused numbers too.
    package func count(of state: BatchState) -> Int {
        rawStates.reduce(0) { $0 + ($1 == state.rawValue ? 1 : 0) }
    }

    mutating func set(_ number: Int64, state: UInt8, attempt: Int32) {
        rawStates[Int(number)] = state
        attempts[Int(number)] = attempt
    }
}
