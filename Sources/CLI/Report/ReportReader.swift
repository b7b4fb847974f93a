import ContextForge
import Executor
import Journal
import Planner
import Rows
import Targets

/// Gathers what a report says, from the journal and, where it can be reached, from the target.
struct ReportReader {
    private let record: RunRecord
    private let journal: EventStore

    /// A reader for one run.
    init(_ record: RunRecord, in journal: EventStore) {
        self.record = record
        self.journal = journal
    }

    /// The report.
    ///
    /// With `verifies`, the checks of the run's profile are made again.
    ///
    /// - Throws: Errors of the journal; those of the target only when checks were asked for.
    func document(
        isOffline: Bool,
        verifies: Bool,
        openTarget: @escaping (RunRequest) throws -> any WipeTarget
    ) throws -> RunDocument {
        var history = RunHistory()
        try journal.events(run: record.number) { history.apply(try $0.decoded(), at: $0.at) }
        let inHand = try journal.runInHand() == record.number
        let progress = try journal.progress(run: record.number)
        let document = {
            (request: RunRequest?, found: Findings, checks: [CheckResult]?) in
            RunDocument(
                record,
                isInHand: inHand,
                history: history,
                progress: progress,
                request: request,
                distributions: found.distributions,
                byteCount: found.byteCount,
                checks: checks
            )
        }
        let request: RunRequest
        do {
            request = try RunStarter.request(
                of: record,
                in: journal,
                for: .contextForge,
                to: "survey"
            )
        } catch let error as RunFailure where !verifies {
            return document(nil, Findings(DistributionDocument(missing: error.message)), nil)
        }
        // Keys and counts do not depend on secrets.
        let plan = try GenerationPlan(request.recipe, of: .contextForge)
        let open = { try openTarget(request) }
        let checks = verifies ? try verify(plan, for: request, in: open()) : nil
        return document(request, try survey(plan, isOffline: isOffline, open), checks)
    }

    /// What was found in the target, or in the plan for want of it.
    private struct Findings {
        let distributions: DistributionDocument
        /// Bytes of the run's tables and their indexes; nil when the target was not asked.
        let byteCount: Int64?

        init(_ distributions: DistributionDocument, byteCount: Int64? = nil) {
            self.distributions = distributions
            self.byteCount = byteCount
        }
    }

    private func survey(
        _ plan: GenerationPlan,
        isOffline: Bool,
        _ open: () throws -> any WipeTarget
    ) throws -> Findings {
        let planned = { (reason: String) in
            Findings(
                DistributionDocument(
                    DistributionSurvey(planned: plan),
                    remark: "From the plan, not from the target: \(reason)."
                )
            )
        }
        if isOffline { return planned("it was not to be asked") }
        guard record.rowsCommitted > 0 else { return planned("none of the rows are in it") }
        do {
            let target = try open()
            let survey = try DistributionSurvey(plan, target: target, firstKeys: firstKeys())
            let part =
                record.rowsCommitted < record.rowTotal
                ? ", which has \(Figures.grouped(record.rowsCommitted)) of "
                    + "\(Figures.grouped(record.rowTotal)) rows"
                : ""
            return Findings(
                DistributionDocument(survey, remark: "Added up by \(target.display)\(part)."),
                byteCount: try target.readSpace(plan.tables.map(\.name)).byteCount
            )
        } catch let error as TargetError where !TargetLocation.errorCodes.contains(error.code) {
            return planned(error.message)
        }
    }

    private func verify(
        _ plan: GenerationPlan,
        for request: RunRequest,
        in target: any Target
    ) throws -> [CheckResult] {
        let wanted = request.settings.validationChecks.filter {
            Verification.supported.contains($0)
        }
        return try Verification(plan, target: target, firstKeys: firstKeys()).run(wanted)
    }

    /// The first key of each table's block that is in use, the last one.
    private func firstKeys() throws -> [String: Int64] {
        let blocks = try journal.reservations(run: record.number)
        return Dictionary(blocks.map { ($0.table, $0.firstID) }) { $1 }
    }
}
