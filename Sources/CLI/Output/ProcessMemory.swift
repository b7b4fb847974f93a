import Foundation

/// The memory of this process.
enum ProcessMemory {
    /// Bytes that are resident now; where the system does not tell, the most so far.
    static var residentByteCount: Int64 {
        guard let bytes = FileManager.default.contents(atPath: "/proc/self/statm") else {
            return peakByteCount
        }
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard fields.count > 1, let pageCount = Int64(fields[1]) else { return peakByteCount }
        return pageCount * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// The most bytes that were resident so far.
    static var peakByteCount: Int64 {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return Int64(usage.ru_maxrss) * 1024
    }
}
