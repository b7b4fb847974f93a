import Rows

/// `tool_plugin_bindings`: plugins that watch over all tools of a team, in the order of the teams.
package struct ToolPluginBindingsTable: PluginBindingsTable {
    package static let columns: [Column<Self>] = PluginBindings.columns("tool_name")

    package static let definition = PluginBindings.definition("tool_plugin_bindings", columns)

    let bindings: PluginBindings

    package init(_ population: Population) {
        bindings = PluginBindings(population, table: "tool_plugin_bindings", oneIn: 200)
    }
}
