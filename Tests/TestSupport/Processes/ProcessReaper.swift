import Foundation
import Synchronization

/// Waits for one child on a thread of its own.
///
/// No ended child may lie about: as long as one does, the thread with which Swift Testing waits for
/// exit tests spins on it, and costs a processor.
final class ProcessReaper: Sendable {
    private let processID: pid_t
    /// How the child ended, once it has been waited for; its process id is free from then on.
    private let ended = Mutex<ProcessExit?>(nil)

    /// Starts to wait for a child that nobody else waits for.
    init(_ processID: pid_t) {
        self.processID = processID
        let thread = Thread { self.reap() }
        thread.stackSize = 1 << 18
        thread.start()
    }

    /// The way the child ended, or nil while it runs.
    var exit: ProcessExit? { ended.withLock { $0 } }

    /// Sends a signal to the child alone; does nothing when it has ended.
    func send(_ signal: Int32) {
        ended.withLock { ended in
            if ended == nil { kill(processID, signal) }
        }
    }

    private func reap() {
        var information = siginfo_t()
        // Leaves the child as it is, so that its id is given away under the lock only.
        while waitid(P_PID, id_t(processID), &information, WEXITED | WNOWAIT) != 0,
            errno == EINTR
        {}
        ended.withLock { ended in
            var status: Int32 = 0
            guard waitpid(processID, &status, 0) == processID else {
                preconditionFailure("somebody else has waited for process \(processID)")
            }
            let signal = status & 0x7f
            ended = signal == 0 ? .status((status >> 8) & 0xff) : .signal(signal)
        }
    }
}
