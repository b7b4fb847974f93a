import Synchronization

/// A value that is made when it is first asked for, once, whoever asks.
///
/// Reading it afterwards takes no lock.
public final class OnFirstUse<Value: Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private let made = AtomicLazyReference<Box>()
    private let making = Mutex(())

    /// A value that nobody has asked for yet.
    public init() {}

    /// The value; `make` is called if nobody has asked before, while others who ask wait.
    ///
    /// - Precondition: `make` does not ask for the same value.
    public func callAsFunction(_ make: () -> Value) -> Value {
        if let box = made.load() { return box.value }
        return making.withLock { _ in
            if let box = made.load() { return box.value }
            return made.storeIfNil(Box(make())).value
        }
    }
}
