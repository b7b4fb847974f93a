import Planner
import Targets

/// Differences between the tables of a target and the catalogue.
package enum SchemaNotices {
    /// A sentence for each difference in the tables of a plan.
    package static func of(
        _ plan: GenerationPlan,
        in target: any Target
    ) throws(TargetError) -> [String] {
        let schema = try target.readSchemaIfExists()
        return plan.tables.indices.flatMap { index -> [String] in
            let definition = plan.definition(of: index)
            guard let table = schema.tables[definition.name] else { return [] }
            do throws(TargetError) {
                return try SchemaMatch(definition, found: table, in: plan.catalogue).notices
            } catch {
                return ["`generate` would refuse to start: \(error.detail ?? error.message)"]
            }
        }
    }
}
