import Planner
import Targets

/// What a target's tables lack or have beyond what gatefill knows of them.
package enum SchemaNotices {
    /// A sentence for each such column of a plan's tables.
    package static func of(
        _ plan: GenerationPlan,
        in target: any Target
    ) throws(TargetError) -> [String] {
        let schema = try target.readSchemaIfExists()
        return plan.tables.indices.flatMap { index -> [String] in
            let definition = plan.definition(of: index)
            guard let table = schema.tables[definition.name] else { return [] }
            do throws(TargetError) {
                return try SchemaMatch(definition, found: table).notices
            } catch {
                return [error.detail ?? error.message]
            }
        }
    }
}
