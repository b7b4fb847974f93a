import ContextForge
import Foundation
import Rows
import Targets

/// What a sample took.
struct SampleTiming: Equatable {
    /// Rows of the sample.
    let rowCount: Int64
    /// Bytes of the encoded rows.
    let byteCount: Int64
    /// Seconds of a core to make the rows.
    let synthesisSeconds: Double
    /// Seconds to encode them.
    let encodingSeconds: Double

    /// Seconds for both.
    var seconds: Double { synthesisSeconds + encodingSeconds }

    /// The measurement whose time is in the middle of several.
    static func median(_ measurements: [SampleTiming]) -> SampleTiming {
        precondition(!measurements.isEmpty, "nothing was measured")
        return measurements.sorted { $0.seconds < $1.seconds }[measurements.count / 2]
    }
}

/// Makes and encodes the rows of a sample, as a worker does.
struct TableBenchmark {
    private let table: any DatasetTable
    private let sample: BatchSample

    init(_ table: any DatasetTable, _ sample: BatchSample) {
        self.table = table
        self.sample = sample
    }

    /// The median of `repeats` measurements, after one that is not counted.
    func run(repeats: Int) throws(TargetError) -> SampleTiming {
        var measurements: [SampleTiming] = []
        for number in 0...repeats {
            let measurement = try measure()
            if number > 0 { measurements.append(measurement) }
        }
        return .median(measurements)
    }

    private func measure() throws(TargetError) -> SampleTiming {
        let definition = type(of: table).definition
        let columns = ColumnBatch(
            table: definition,
            constants: Catalogue.contextForge.standaloneConstants()
        )
        var encoder = try CopyEncoder(definition)
        var byteCount: Int64 = 0
        var synthesis = 0.0
        var encoding = 0.0
        for rows in sample.batches {
            var stream = RowStream(table, rows: rows, batch: columns)
            var started = ProcessorTime.seconds
            while let slice = stream.nextSlice() {
                let made = ProcessorTime.seconds
                byteCount += Int64(encoder.encode(slice).count)
                let encoded = ProcessorTime.seconds
                synthesis += made - started
                encoding += encoded - made
                started = encoded
            }
        }
        return SampleTiming(
            rowCount: sample.rowCount,
            byteCount: byteCount,
            synthesisSeconds: synthesis,
            encodingSeconds: encoding
        )
    }
}

/// The time that this thread has worked: what others do on the machine is left out.
enum ProcessorTime {
    /// Seconds since the thread began.
    static var seconds: Double {
        var time = timespec()
        precondition(
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0,
            "a thread has a clock of its own"
        )
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
