import Rows

/// Which team an object belongs to, and who may see it.
///
/// An object belongs to a team that its owner created, so the owner is always a member.
struct Ownership: Sendable {
    /// Who may see an object, in the gateway's spelling.
    enum Visibility: Int64 {
        case isPublic
        case team
        case isPrivate

        /// The gateway's word.
        var word: StaticString {
            switch self {
            case .isPublic: "public"
            case .team: "team"
            case .isPrivate: "private"
            }
        }
    }

    private let times: TeamTimes
    private let teamKey: CellKey
    private let visibilityShare: Share
    /// Number of objects that everybody sees.
    let publicCount: Int64
    private let teamVisibleCount: Int64

    /// The rule for the `objectCount` objects of a table.
    init(_ population: Population, table: StaticString, objectCount: Int64) {
        times = population.times
        teamKey = population.key(table, "team_id")
        let configuration = population.configuration
        visibilityShare = Share(
            percent: configuration[.objectsPublicPercent],
            of: objectCount,
            key: population.key(table, "visibility")
        )
        publicCount = visibilityShare.count
        let visiblePercent =
            configuration[.objectsPublicPercent] + configuration[.objectsTeamPercent]
        teamVisibleCount = Int64((Double(objectCount) * visiblePercent / 100).rounded())
    }

    /// Who may see an object.
    func visibility(_ row: Int64) -> Visibility {
        let rank = visibilityShare.rank(row)
        if rank < publicCount { return .isPublic }
        return rank < teamVisibleCount ? .team : .isPrivate
    }

    /// The object that everybody sees at a place of the permuted order, `0 ..< publicCount`.
    func publicObject(rank: Int64) -> Int64 {
        visibilityShare.index(rank: rank)
    }

    /// The team of an object: what only its owner sees is mostly in the personal team, what the
    /// team sees in one that has other members.
    ///
    /// `isOlder` says whether the object is created in the older part of the timeline.
    func team(_ row: Int64, owner: Int64, visibility: Visibility, isOlder: Bool) -> Int64 {
        let personal = owner * times.teamsPerUser
        let teamCount = times.teamCount(of: owner, isOlder: isOlder)
        guard teamCount > 1 else { return personal }
        let bits = teamKey.bits(row)
        let personalPercent: UInt64
        switch visibility {
        case .isPublic: personalPercent = 10
        case .team: personalPercent = 0
        case .isPrivate: personalPercent = 75
        }
        if bits >> 32 % 100 < personalPercent { return personal }
        let position = (bits & 0xFFFF_FFFF).multipliedReportingOverflow(
            by: UInt64(teamCount - 1)
        )
        return personal + 1 + Int64(position.partialValue >> 32)
    }
}
