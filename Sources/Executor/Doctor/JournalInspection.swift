import Journal
import Planner
import Targets

/// Looks at a journal before a run, without creating or changing it.
struct JournalInspection {
    private let path: String
    private let plan: GenerationPlan?
    /// The target that a run is to be started in; nil when it could not be reached.
    private let target: (any Target)?

    /// Bytes of a batch's events and of its row in the projection, measured, with room to spare.
    private static let batchByteCount: Int64 = 2_500

    /// A look at the journal at `path`, which need not exist.
    init(_ path: String, plan: GenerationPlan?, target: (any Target)? = nil) {
        self.path = path
        self.plan = plan
        self.target = target
    }

    /// The journal; nil when it cannot be read, which is a finding of its own.
    func store() -> EventStore? {
        do {
            return try EventStore(path: path, mode: .read)
        } catch {
            return nil
        }
    }

    /// Its disk, whether it is sound, who writes it, and what it says is left to do.
    func findings() -> [Finding] {
        let needed = plan.map { $0.batchCount * JournalInspection.batchByteCount }
        let disk = FreeSpace.finding(
            "journal's disk",
            path: path,
            neededByteCount: max(needed ?? 0, Doctor.byteCountMin)
        )
        do {
            let store = try EventStore(path: path, mode: .read)
            return [disk] + (try state(of: store))
        } catch let error as JournalError where error.code == .notFound {
            return [
                disk, Finding("journal", .ok, "\(path) does not exist yet and will be created"),
            ]
        } catch let error as JournalError {
            let facts = error.detail.map { " (\($0))" } ?? ""
            return [
                disk,
                Finding(
                    "journal",
                    .failed,
                    error.message + facts,
                    hint: error.hint,
                    command: error.commands.first,
                    or: error.commands.dropFirst().first
                ),
            ]
        } catch {
            return [disk, Finding("journal", .failed, "\(error)")]
        }
    }

    private func state(of store: EventStore) throws -> [Finding] {
        var findings: [Finding] = []
        if let holder = try WriterLock.currentHolder(journalPath: store.path) {
            findings.append(
                Finding(
                    "journal",
                    .failed,
                    "process \(holder.processID) on \(holder.host) writes \(store.path), since "
                        + holder.startedAt,
                    hint: "Wait for that process to end, or name another file with --journal."
                )
            )
        } else {
            findings.append(Finding("journal", .ok, "\(store.path) can be read, nobody writes it"))
        }
        let inHand = try store.runInHand()
        for run in try store.runs() where run.phase.isResumable && run.number != inHand {
            findings.append(
                Finding(
                    "unfinished runs",
                    .warning,
                    "run \(run.number) has \(run.rowsCommitted) of \(run.rowTotal) rows in "
                        + run.target,
                    hint: "Resume the run.",
                    command: ["resume", "\(run.number)"]
                )
            )
        }
        let identity = try target.map { TargetIdentity(try $0.readIdentity()) }
        for run in try store.runs() {
            let suspended = try store.suspensions(run: run.number)
            guard !suspended.isEmpty, run.number != inHand else { continue }
            // Those of another target keep no run from starting in this one.
            let isHere = try identity.map { try $0.isTarget(of: run, in: store) } ?? true
            findings.append(
                Finding(
                    "suspended indexes",
                    isHere ? .failed : .warning,
                    "run \(run.number) has not restored "
                        + suspended.map(\.name).joined(separator: ", ")
                        + (isHere ? "" : " in \(run.target)"),
                    hint: "Resume the run, which also restores them, or restore them now.",
                    command: ["resume", "\(run.number)"],
                    or: ["doctor", "--restore-indexes"]
                )
            )
        }
        return findings
    }
}
