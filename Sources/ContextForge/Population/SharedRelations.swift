import Rows

/// The relations of a population that several tables share, each made when a table first needs it.
///
/// None of them refers to the population, which keeps them.
struct SharedRelations: Sendable {
    let toolEvents = OnFirstUse<EventStreams>()
    let resourceEvents = OnFirstUse<EventStreams>()
    let promptEvents = OnFirstUse<EventStreams>()
    let serverEvents = OnFirstUse<EventStreams>()
    let agentEvents = OnFirstUse<EventStreams>()
    let tokenEvents = OnFirstUse<EventStreams>()
    let authEvents = OnFirstUse<EventStreams>()
    let passwordChanges = OnFirstUse<EventStreams>()
    let requestEvents = OnFirstUse<EventStreams>()
    let requestWindows = OnFirstUse<EventWindows>()
    let tracedRequestWindows = OnFirstUse<EventWindows>()
    let deniedRequests = OnFirstUse<EventSample>()
    let agentTasks = OnFirstUse<AgentTasks>()
    let federatedResources = OnFirstUse<[Int64: Int64]>()
    let federatedPrompts = OnFirstUse<[Int64: Int64]>()
}
