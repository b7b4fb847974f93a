import Foundation

/// What the gateway wrote between start and stop.
package struct GatewayLog: Sendable {
    package let text: String
    /// The log cut into records, in order.
    package let records: [Record]

    package init(_ text: String) {
        self.text = text
        var records: [Record] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if let record = Record(line) {
                records.append(record)
            } else if let last = records.indices.last {
                records[last].message += "\n\(line)"
            } else {
                records.append(Record(level: "", source: "", message: String(line)))
            }
        }
        self.records = records
    }

    /// Records that speak of trouble and that an empty database does not cause.
    ///
    /// These are all of level WARNING and above, every traceback, and the take-over of rows without
    /// an owner, which the gateway only reports at level INFO; less ``harmless``. So a row that the
    /// gateway cannot read, that it takes over or that breaks a rule appears here.
    package var rowErrors: [String] {
        records
            .filter { $0.isSevere && !$0.isHarmless }
            .map { "\($0.source): \($0.message)" }
    }

    /// One record, with the lines that follow it without a header of their own (a traceback).
    package struct Record: Sendable {
        /// `INFO`, `WARNING` and so on; empty for text before the first record.
        package let level: String
        /// The name of the logger.
        package let source: String
        package fileprivate(set) var message: String
    }
}

extension GatewayLog.Record {
    /// The three forms in which the gateway writes: JSON objects once it is up, plain text before,
    /// and uvicorn's `INFO:     text`.
    fileprivate init?(_ line: Substring) {
        if line.first == "{", let object = Self.object(in: line) {
            let details = ["message", "exc_info", "stack_info"].compactMap { object[$0] as? String }
            self.init(
                level: object["levelname"] as? String ?? "",
                source: object["name"] as? String ?? "",
                message: details.joined(separator: "\n")
            )
        } else if let match = line.wholeMatch(
            of: /\d{4}-\d\d-\d\dT[\d:]+ - (\S+) - ([A-Z]+) - (.*)/
        ) {
            self.init(
                level: String(match.2),
                source: String(match.1),
                message: String(match.3)
            )
        } else if let match = line.wholeMatch(of: /([A-Z]+): +(.*)/) {
            self.init(level: String(match.1), source: "uvicorn", message: String(match.2))
        } else {
            return nil
        }
    }

    private static func object(in line: Substring) -> [String: Any]? {
        do {
            return try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        } catch {
            // Text that only looks like JSON stays part of the record before it.
            return nil
        }
    }

    fileprivate var isSevere: Bool {
        ["WARNING", "ERROR", "CRITICAL"].contains(level)
            || message.contains("Traceback (most recent call last)")
            || message.wholeMatch(of: /Assigning [1-9]\d* orphaned .*/) != nil
    }

    fileprivate var isHarmless: Bool {
        Self.harmless.contains { source == $0.source && message.starts(with: $0.start) }
    }

    /// Severe records that the gateway also writes on a database with nothing but its bootstrap:
    /// remarks on the settings of a test environment, never on a row.
    private static let harmless: [(source: String, start: String)] = [
        // The tests leave the admin pages off.
        ("mcpgateway.api.v1", "Admin API routes not mounted"),
        ("mcpgateway", "Static files not mounted"),
        // Depends on the date of the test.
        ("mcpgateway.middleware.deprecation", "LEGACY API SUNSET DATE HAS PASSED"),
        // The frame of its security check, and what that finds in a test environment.
        ("mcpgateway", "====="),
        ("mcpgateway", "\u{1f6a8} SECURITY WARNINGS DETECTED"),
        ("mcpgateway", "  \u{26a0}\u{fe0f}  Using default admin username"),
        ("mcpgateway", "  \u{1f4be} SQLite database in use"),
        ("mcpgateway", "  \u{1f30d} Environments are indistinguishable for JWTs"),
        // No list of domains for calls to other gateways, so there are none.
        ("mcpgateway", "\u{26a0}\u{fe0f}  UAID_ALLOWED_DOMAINS is empty"),
        ("mcpgateway", "\u{1f6a8} SECURITY: UAID cross-gateway routing is DISABLED"),
        ("mcpgateway", "\u{26a0}\u{fe0f}  SECURITY: UAID_ALLOWED_DOMAINS is empty"),
    ]
}
