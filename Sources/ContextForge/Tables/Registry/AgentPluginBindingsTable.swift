import Rows

/// `a2a_agent_plugin_bindings`: plugins that watch over all agents of a team, in the order of the
/// teams.
package struct AgentPluginBindingsTable: PluginBindingsTable {
    package static let columns: [Column<Self>] = PluginBindings.columns("agent_name")

    package static let definition = PluginBindings.definition("a2a_agent_plugin_bindings", columns)

    let bindings: PluginBindings

    package init(_ population: Population) {
        bindings = PluginBindings(population, table: "a2a_agent_plugin_bindings", oneIn: 500)
    }
}
