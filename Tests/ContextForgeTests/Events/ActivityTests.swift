import Testing

@testable import ContextForge
@testable import Rows

/// What happens to users, tokens and agents, and what is kept of it.
@Suite struct ActivityTests {
    private static let small = SampleDataset.small
    private let end = ActivityTests.small.configuration.endMicroseconds

    private func double(_ bits: Int64) -> Double {
        Double(bitPattern: UInt64(bitPattern: bits))
    }

    /// How often each text occurs.
    private func counts(_ texts: [String]) -> [String: Int64] {
        texts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// Tables of events with the column of what they happen to.
    private static let kinds: [(table: String, column: String, objects: String)] = [
        ("token_usage_logs", "token_jti", "email_api_tokens"),
        ("email_auth_events", "user_email", "email_users"),
        ("permission_audit_log", "user_email", "email_users"),
        ("structured_log_entries", "user_email", "email_users"),
        ("password_history", "user_email", "email_users"),
        ("a2a_tasks", "a2a_agent_id", "a2a_agents"),
    ]

    @Test func `events have the configured least, greatest and mean number`() throws {
        let configuration = ActivityTests.small.configuration
        let distributions = [
            CountKey.usesPerToken, .authEventsPerUser, .permissionAuditsPerUser, .requestsPerUser,
            .formerPasswordsPerUser, .tasksPerAgent,
        ].map { configuration[$0] }
        for (kind, distribution) in zip(ActivityTests.kinds, distributions) {
            let found = counts(ActivityTests.small[kind.table].texts(kind.column))
            let objectCount = ActivityTests.small[kind.objects].rowCount
            let mean = try #require(distribution.mean)
            #expect(
                found.values.reduce(0, +) == Int64((Double(objectCount) * mean).rounded()),
                "\(kind.table)"
            )
            #expect(found.values.allSatisfy { $0 <= distribution.max }, "\(kind.table)")
            if distribution.min > 0 {
                #expect(found.count == objectCount, "\(kind.table)")
                #expect(found.values.allSatisfy { $0 >= distribution.min }, "\(kind.table)")
            }
        }
    }

    @Test(arguments: SampleDataset.all)
    func `a token is refused exactly from its revocation or expiry on`(dataset: SampleDataset) {
        let tokens = dataset["email_api_tokens"]
        let revocations = dataset["token_revocations"]
        let revoked = Dictionary(
            uniqueKeysWithValues: zip(revocations.texts("jti"), revocations.numbers("revoked_at"))
        )
        let expiries = Dictionary(
            uniqueKeysWithValues: zip(tokens.texts("jti"), tokens.optionalNumbers("expires_at"))
        )
        let logs = dataset["token_usage_logs"]
        let moments = logs.numbers("timestamp")
        let statuses = logs.numbers("status_code")
        let isBlocked = logs.numbers("blocked")
        var lastUses: [String: Int64] = [:]
        for (row, token) in logs.texts("token_jti").enumerated() {
            let refusal = min(revoked[token] ?? .max, (expiries[token] ?? nil) ?? .max)
            #expect((statuses[row] == 401) == (moments[row] >= refusal))
            #expect((isBlocked[row] == 1) == (400..<500).contains(statuses[row]))
            if moments[row] < refusal { lastUses[token] = moments[row] }
        }
        for (token, lastUse) in zip(tokens.texts("jti"), tokens.optionalNumbers("last_used")) {
            #expect(lastUse == lastUses[token])
        }
    }

    @Test(arguments: SampleDataset.all)
    func `the last log-in is the last successful one`(dataset: SampleDataset) {
        let events = dataset["email_auth_events"]
        let kinds = events.texts("event_type")
        let successes = events.numbers("success")
        let moments = events.numbers("timestamp")
        var last: [String: Int64] = [:]
        for (row, user) in events.texts("user_email").enumerated()
        where kinds[row] == "login" && successes[row] == 1 {
            last[user] = moments[row]
        }
        let users = dataset["email_users"]
        for (user, login) in zip(users.texts("email"), users.optionalNumbers("last_login")) {
            #expect(login == last[user])
        }
    }

    @Test func `a password is no older than the one before it`() {
        let history = ActivityTests.small["password_history"]
        let users = ActivityTests.small["email_users"]
        let current = Dictionary(
            uniqueKeysWithValues: zip(users.texts("email"), users.numbers("password_changed_at"))
        )
        #expect(history.rowCount > 20)
        for (user, moment) in zip(history.texts("user_email"), history.numbers("changed_at")) {
            #expect(moment <= current[user] ?? .min)
        }
    }

    @Test func `log, audit trail and trace of a request agree`() {
        let logs = ActivityTests.small["structured_log_entries"]
        let audits = ActivityTests.small["audit_trails"]
        for column in [
            "timestamp", "correlation_id", "user_email", "client_ip", "user_agent",
            "request_path", "request_method",
        ] {
            #expect(logs.cells(column) == audits.cells(column), "\(column)")
        }
        let traces = ActivityTests.small["observability_traces"]
        let hour = ActivityCalendar.microsecondsPerHour
        let firstTrace = end - end % hour - 23 * hour
        let recent = logs.numbers("timestamp").firstIndex { $0 >= firstTrace } ?? logs.rowCount
        #expect(traces.rowCount > 20)
        for (ours, theirs) in [
            ("trace_id", "trace_id"), ("start_time", "timestamp"), ("user_email", "user_email"),
            ("http_method", "request_method"), ("duration_ms", "duration_ms"),
        ] {
            #expect(traces.cells(ours) == Array(logs.cells(theirs)[recent...]), "\(ours)")
        }
        let successes = zip(audits.numbers("success"), logs.texts("level"))
        #expect(successes.allSatisfy { ($0 == 1) == ($1 == "INFO") })
    }

    @Test func `every denied request is a security event with its log entry`() {
        let logs = ActivityTests.small["structured_log_entries"]
        let events = ActivityTests.small["security_events"]
        let denied = zip(logs.texts("id"), logs.numbers("is_security_event"))
            .filter { $1 == 1 }
            .map(\.0)
        #expect(denied.count > 10)
        #expect(events.texts("log_entry_id") == denied)
    }

    @Test func `the spans of a trace are a tree within its time`() throws {
        let traces = ActivityTests.small["observability_traces"]
        let spans = ActivityTests.small["observability_spans"]
        let starts = Dictionary(
            uniqueKeysWithValues: zip(traces.texts("trace_id"), traces.numbers("start_time"))
        )
        let ends = Dictionary(
            uniqueKeysWithValues: zip(traces.texts("trace_id"), traces.numbers("end_time"))
        )
        let ids = spans.texts("span_id")
        let owners = spans.texts("trace_id")
        let parents = spans.optionalTexts("parent_span_id")
        let traceOf = Dictionary(uniqueKeysWithValues: zip(ids, owners))
        let first = spans.numbers("start_time")
        let last = spans.numbers("end_time")
        for row in 0..<spans.rowCount {
            let trace = owners[row]
            #expect(first[row] >= starts[trace] ?? .max)
            #expect(last[row] <= ends[trace] ?? .min)
            if let parent = parents[row] { #expect(traceOf[parent] == trace) }
        }
        let rootCount = parents.count { $0 == nil }
        #expect(rootCount == traces.rowCount)
    }

    @Test func `sums of windows equal the log entries that they stand for`() {
        let logs = ActivityTests.small["structured_log_entries"]
        let sums = ActivityTests.small["performance_metrics"]
        let moments = logs.numbers("timestamp")
        let components = logs.texts("component")
        let types = logs.texts("operation_type")
        let levels = logs.texts("level")
        let durations = logs.numbers("duration_ms").map(double)
        let starts = sums.numbers("window_start")
        let ends = sums.numbers("window_end")
        let wantedTypes = sums.texts("operation_type")
        let wantedComponents = sums.texts("component")
        #expect(sums.rowCount > 20)
        for row in 0..<sums.rowCount {
            let entries = (0..<logs.rowCount).filter {
                (starts[row]..<ends[row]).contains(moments[$0]) && types[$0] == wantedTypes[row]
                    && components[$0] == wantedComponents[row]
            }
            let values = entries.map { durations[$0] }.sorted()
            #expect(sums.numbers("request_count")[row] == Int64(entries.count))
            let errorCount = entries.count { levels[$0] == "ERROR" }
            #expect(sums.numbers("error_count")[row] == Int64(errorCount))
            #expect(double(sums.numbers("min_duration_ms")[row]) == values.first)
            #expect(double(sums.numbers("max_duration_ms")[row]) == values.last)
        }
    }

    @Test func `open sessions began within the last hour, and their messages after them`() {
        let sessions = ActivityTests.small["mcp_sessions"]
        let created = sessions.numbers("created_at")
        let hour = ActivityCalendar.microsecondsPerHour
        #expect(created.allSatisfy { $0 >= end - hour && $0 <= end })
        let configuration = ActivityTests.small.configuration
        let servers = ActivityTests.small["servers"].rowCount
        let mean = configuration[.sessionsPerServer].mean ?? 0
        #expect(sessions.rowCount == Int((Double(servers) * mean).rounded()))
        let messages = ActivityTests.small["mcp_messages"]
        let perSession = configuration[.messagesPerSession].mean ?? 0
        #expect(messages.rowCount == Int((Double(sessions.rowCount) * perSession).rounded()))
    }

    @Test func `the last event of a task is its last change`() {
        let tasks = ActivityTests.small["a2a_tasks"]
        let events = ActivityTests.small["a2a_task_events"]
        var last: [String: Int64] = [:]
        var first: [String: Int64] = [:]
        let sequences = events.numbers("sequence")
        let moments = events.numbers("created_at")
        for (row, task) in events.texts("task_id").enumerated() {
            last[task] = moments[row]
            if sequences[row] == 1 { first[task] = moments[row] }
        }
        let created = tasks.numbers("created_at")
        let updated = tasks.numbers("updated_at")
        for (row, task) in tasks.texts("task_id").enumerated() {
            #expect(first[task] == created[row])
            #expect(last[task] == updated[row])
        }
    }
}
