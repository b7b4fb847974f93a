import Dispatch
import Executor
import Foundation

/// Turns signals into a request to stop; a second SIGINT ends the process at once.
///
/// Handlers run on a dispatch queue, not in signal context, so they may allocate and lock.
final class SignalWatcher {
    private var sources: [any DispatchSourceSignal] = []
    /// What signals did before.
    private var actions: [(number: Int32, action: __sighandler_t?)] = []

    /// Watches until it is released; then signals do again what they did before.
    init(_ stop: StopRequest) {
        let queue = DispatchQueue(label: "gatefill.signals")
        for (number, name) in [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM"), (SIGHUP, "SIGHUP")] {
            // The default action must not end the process before the source has seen the signal.
            actions.append((number, signal(number, SIG_IGN)))
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if number == SIGINT && stop.stopReason != nil {
                    // Nothing is half-done: the batch in hand rolls back, the ledger knows the
                    // rest.
                    _exit(ExitStatus.interruptedTwice.rawValue)
                }
                stop.stop(reason: name)
            }
            source.resume()
            sources.append(source)
        }
        // A reader of our output that goes away must not end a run.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit {
        for source in sources { source.cancel() }
        for (number, action) in actions { signal(number, action) }
    }
}
