/// Which calls are kept one by one, and which only as sums of an hour.
///
/// The system adds up the sums of hours before the last one and single calls from then on; so the
/// sums end there, whatever else is kept.
public struct Retention: Sendable {
    /// First moment of the single calls that are kept.
    public let firstRawMoment: Int64
    /// End of the hours that are summed up; nothing is where it is the least number.
    public let endOfSums: Int64

    /// What is kept of data that end at `end`, with single events of the last `rawHours` clock
    /// hours; nil keeps them all.
    public init(rawHours: Int64?, end: Int64) {
        guard let rawHours else {
            firstRawMoment = .min
            endOfSums = .min
            return
        }
        let hour = ActivityCalendar.microsecondsPerHour
        let current = end - end % hour
        // With less than the two hours that the system counts singly, the sums go on to where the
        // single calls begin: no call is left out.
        switch rawHours {
        case 0:
            firstRawMoment = .max
            endOfSums = .max
        case 1:
            firstRawMoment = current
            endOfSums = current
        default:
            firstRawMoment = current - (rawHours - 1) * hour
            endOfSums = current - hour
        }
    }
}
