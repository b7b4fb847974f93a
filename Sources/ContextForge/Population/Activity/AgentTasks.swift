import Rows

/// What A2A agents were asked to do: tasks in order of time, each with a few events.
struct AgentTasks: Sendable {
    /// All tasks.
    let windows: EventWindows
    /// The keys of the agents.
    let agentIdentifiers: IdentifierKey
    /// The ids of the tasks among those of their agent.
    let taskIdentifiers: IdentifierKey
    /// Events of each task.
    let eventCounts: ChildCounts
    private let key: CellKey
    private let end: Int64

    /// How a task stands.
    enum State: Int {
        case completed
        case failed
        case canceled
        case rejected
        case working
        case inputRequired
        case submitted

        /// The gateway's word.
        var word: StaticString {
            switch self {
            case .completed: "completed"
            case .failed: "failed"
            case .canceled: "canceled"
            case .rejected: "rejected"
            case .working: "working"
            case .inputRequired: "input-required"
            case .submitted: "submitted"
            }
        }

        /// Whether it is over.
        var isFinal: Bool { rawValue <= State.rejected.rawValue }
    }

    private static let choice = WeightedChoice([78, 7, 4, 2, 4, 3, 2])

    init(_ population: Population) {
        windows = EventWindows(population.agentTaskEvents(), unit: .event)
        agentIdentifiers = Population.identifiers(
            "a2a_agents",
            rowCount: population.agents.rowCount,
            population.configuration
        )
        taskIdentifiers = IdentifierKey(key: population.key("a2a_tasks", "task_id"), order: .random)
        eventCounts = ChildCounts(
            population.configuration[.eventsPerTask],
            parentCount: windows.rowCount,
            slope: .rootTwo,
            key: population.key("a2a_task_events", "count"),
            slots: TimelineSlots(
                count: windows.rowCount,
                olderCount: windows.streams.olderEventCount,
                olderShare: population.timeline.olderShare
            ),
            canBeLate: false
        )
        key = population.key("a2a_tasks", "task")
        end = population.timeline.end
    }

    /// How the task of a number stands.
    func state(_ number: Int64) -> State {
        State(rawValue: AgentTasks.choice.index(key.bits(number))) ?? .completed
    }

    /// When something last happened to a task: up to ten minutes after it was created.
    func updated(_ number: Int64, created: Int64) -> Int64 {
        let part = key.stream(1).unit(number)
        return min(created + 500_000 + Int64(part * part * 600_000_000), end)
    }

    /// Writes the id of a task.
    func appendTask(_ number: Int64, into writer: inout ByteWriter) {
        taskIdentifiers.appendHyphenated(number, into: &writer)
    }
}
