import Rows

/// The requests of a slice, one number a lane, as the columns of a table need them.
struct RequestLanes {
    let user: UnsafeMutablePointer<Int64>
    let time: UnsafeMutablePointer<Int64>
    let number: UnsafeMutablePointer<Int64>
    let object: UnsafeMutablePointer<Int64>
    let status: UnsafeMutablePointer<Int64>
    let duration: UnsafeMutablePointer<Int64>
    private let operations: UnsafeMutablePointer<Int64>

    /// The lanes of a batch; `siblings` stays free.
    init(_ batch: ColumnBatch) {
        user = batch.lane(.owner)
        time = batch.lane(.created)
        number = batch.lane(.choice)
        object = batch.lane(.parent)
        status = batch.lane(.ordinal)
        duration = batch.lane(.updated)
        operations = batch.lane(.team)
    }

    /// Stores the request of a row.
    @inline(__always)
    func store(_ request: UserRequests.Request, at index: Int) {
        user[index] = request.user
        time[index] = request.time
        number[index] = request.number
        object[index] = request.object
        status[index] = request.status
        duration[index] = request.duration
        operations[index] = request.operation.rawValue
    }

    /// What was asked for.
    @inline(__always)
    func operation(_ index: Int) -> RequestOperation {
        RequestOperation(rawValue: operations[index]) ?? .listTools
    }
}
