import Rows

/// What happened to memberships: each member was added, a few became owners, a few left.
///
/// The events stand in the order of the members.
struct MemberEvents: Sendable {
    /// What happened.
    enum Action {
        case added
        case promoted
        case removed

        /// The gateway's word.
        var word: StaticString {
            switch self {
            case .added: "added"
            case .promoted: "role_changed"
            case .removed: "removed"
            }
        }
    }

    /// One event.
    struct Event {
        /// The member's place in the team.
        let place: ChildCounts.Place
        /// The member's row.
        let member: Int64
        /// The member's user.
        let user: Int64
        /// What happened.
        let action: Action
        /// When it happened.
        let time: Int64
    }

    /// Number of all events.
    let rowCount: Int64

    private let population: Population
    private let membership: Membership
    private let promotionKey: CellKey
    private let removalKey: CellKey
    /// First event of every block of members, and the number of events at the end.
    private let blockStarts: [Int64]

    private static let blockMemberCount: Int64 = 2048

    /// Counts the events; O(members) once, when the plan is made: a second for 70 million.
    init(_ population: Population) {
        self.population = population
        let membership = population.membership
        self.membership = membership
        promotionKey = population.key("email_team_member_history", "promoted")
        removalKey = population.key("email_team_member_history", "removed")
        let members = population.members
        var starts: [Int64] = [0]
        var sum: Int64 = 0
        var place = members.place(of: 0)
        for member in 0..<members.rowCount {
            if member > 0 { members.advance(&place) }
            sum += membership.eventCount(place, row: member)
            if (member + 1) % MemberEvents.blockMemberCount == 0 { starts.append(sum) }
        }
        if members.rowCount % MemberEvents.blockMemberCount != 0 { starts.append(sum) }
        blockStarts = starts
        rowCount = sum
    }

    /// Calls `body` with the index in the range and the event of every row.
    @inline(__always)
    func forEach(_ rows: Range<Int64>, _ body: (Int, Event) -> Void) {
        guard !rows.isEmpty else { return }
        var low = 0
        var high = blockStarts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if blockStarts[middle] <= rows.lowerBound { low = middle } else { high = middle }
        }
        var member = Int64(low) * MemberEvents.blockMemberCount
        var place = population.members.place(of: member)
        var ordinal = rows.lowerBound - blockStarts[low]
        for index in 0..<rows.count {
            var eventCount = membership.eventCount(place, row: member)
            while ordinal >= eventCount {
                ordinal -= eventCount
                member += 1
                population.members.advance(&place)
                eventCount = membership.eventCount(place, row: member)
            }
            body(index, event(ordinal, of: member, place))
            ordinal += 1
        }
    }

    private func event(_ ordinal: Int64, of member: Int64, _ place: ChildCounts.Place) -> Event {
        let user = membership.user(place)
        let wasPromoted = place.ordinal > 0 && membership.isOwner(place, row: member)
        let later: Action = ordinal == 1 && wasPromoted ? .promoted : .removed
        let action = ordinal == 0 ? .added : later
        let time: Int64
        if action == .added {
            time = membership.joined(place, row: member, user: user)
        } else {
            // Soon after joining rather than late.
            let timeline = population.timeline
            var moment = membership.joinPlace(place, row: member, user: user)
            if wasPromoted { moment = timeline.later(than: moment, at: part(promotionKey, member)) }
            if action == .removed {
                moment = timeline.later(than: moment, at: part(removalKey, member))
            }
            time = timeline.moment(moment, .partsOfObjects)
        }
        return Event(place: place, member: member, user: user, action: action, time: time)
    }

    private func part(_ key: CellKey, _ member: Int64) -> Double {
        let part = key.unit(member)
        return part * part
    }
}

extension Membership {
    /// Number of events of a member.
    @inline(__always)
    fileprivate func eventCount(_ place: ChildCounts.Place, row: Int64) -> Int64 {
        if place.ordinal == 0 { return 1 }
        return 1 + (isOwner(place, row: row) ? 1 : 0) + (isActive(place, row: row) ? 0 : 1)
    }
}
