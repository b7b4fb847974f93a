import Rows

/// `tool_plugin_bindings`: plugins that watch over all tools of a team, in the order of the teams.
package struct ToolPluginBindingsTable: GatewayTable {
    package static let definition = PluginBindings.definition(
        "tool_plugin_bindings",
        column: "tool_name"
    )

    private let bindings: PluginBindings

    package init(_ population: Population) {
        bindings = PluginBindings(
            population,
            table: "tool_plugin_bindings",
            column: "tool_name",
            oneIn: 200
        )
    }

    package var rowCount: Int64 { bindings.teams.count }

    package func fill(_ batch: ColumnBatch) {
        bindings.fill(batch)
    }
}
