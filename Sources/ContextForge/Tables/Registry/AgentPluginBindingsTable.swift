import Rows

/// `a2a_agent_plugin_bindings`: plugins that watch over all agents of a team, in the order of the
/// teams.
package struct AgentPluginBindingsTable: GatewayTable {
    package static let definition = PluginBindings.definition(
        "a2a_agent_plugin_bindings",
        column: "agent_name"
    )

    private let bindings: PluginBindings

    package init(_ population: Population) {
        bindings = PluginBindings(
            population,
            table: "a2a_agent_plugin_bindings",
            column: "agent_name",
            oneIn: 500
        )
    }

    package var rowCount: Int64 { bindings.teams.count }

    package func fill(_ batch: ColumnBatch) {
        bindings.fill(batch)
    }
}
