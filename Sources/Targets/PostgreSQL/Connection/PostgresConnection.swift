import CPostgres
import Faults
import Foundation

/// One libpq connection, used from one thread at a time.
final class PostgresConnection {
    private let handle: OpaquePointer
    /// The schema of the gateway's tables, which every statement names; see
    /// ``PostgresSchemaName``.
    var schema = ""

    /// Connects, waiting at most `timeoutSeconds`.
    init(_ parameters: PostgresParameters, timeoutSeconds: Int) throws(TargetError) {
        var values = parameters
        values.setDefault("connect_timeout", String(timeoutSeconds))
        values.setDefault("application_name", "gatefill")
        // Rows are UTF-8, whatever encoding the gateway asks for.
        values.set("client_encoding", "UTF8")
        let pairs = values.values.sorted { $0.key < $1.key }
        let opened = PostgresConnection.withCStrings(pairs.map(\.key)) { keys in
            PostgresConnection.withCStrings(pairs.map(\.value)) { values in
                PQconnectdbParams(keys, values, 0)
            }
        }
        guard let opened else {
            throw TargetError(
                code: "out-of-memory",
                message: "could not connect to the target: libpq had no memory"
            )
        }
        guard PQstatus(opened) == CONNECTION_OK else {
            let text = String(cString: PQerrorMessage(opened))
            PQfinish(opened)
            throw PostgresConnection.connectFailure(text, parameters)
        }
        handle = opened
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
    }

    deinit {
        PQfinish(handle)
    }

    /// The protocol of the encryption, such as `TLSv1.3`; nil when there is none.
    var encryption: String? {
        guard PQsslInUse(handle) == 1 else { return nil }
        return PQsslAttribute(handle, "protocol").map { String(cString: $0) } ?? "TLS"
    }

    /// The server's version as a number: 150018 for 15.18.
    var serverVersion: Int32 { PQserverVersion(handle) }

    /// Whether a transaction is open, failed or not.
    var isInTransaction: Bool {
        [PQTRANS_ACTIVE, PQTRANS_INTRANS, PQTRANS_INERROR].contains(PQtransactionStatus(handle))
    }

    /// The name of one of the gateway's tables, as statements spell it.
    func name(of table: String) -> String { SQLIdentifier.quoted(schema, table) }

    /// The name of the table that a reference is in, as statements spell it.
    func referringName(_ reference: TableReference) -> String {
        SQLIdentifier.quoted(reference.otherSchema ?? schema, reference.table)
    }

    /// The process that serves the connection, as whoever answered it said.
    var processID: Int32? {
        let number = PQbackendPID(handle)
        return number == 0 ? nil : number
    }

    /// Runs one statement, with the values of `$1`, `$2` and so on as text (nil is NULL), and
    /// checks that the server accepted it.
    @discardableResult
    func execute(_ sql: String, _ parameters: [String?] = []) throws(TargetError) -> PostgresResult
    {
        let result: OpaquePointer?
        if parameters.isEmpty {
            result = PQexec(handle, sql)
        } else {
            result = PostgresConnection.withOptionalCStrings(parameters) { values in
                PQexecParams(handle, sql, Int32(parameters.count), nil, values, nil, nil, 0)
            }
        }
        guard let result else { throw connectionLost() }
        let owned = PostgresResult(result)
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_COPY_OUT: return owned
        default: throw failure(result)
        }
    }

    /// As ``execute(_:_:)``, with the answer's values in their types' binary form.
    func executeBinary(
        _ sql: String,
        _ parameters: [String?]
    ) throws(TargetError) -> PostgresResult {
        let result = PostgresConnection.withOptionalCStrings(parameters) { values in
            PQexecParams(handle, sql, Int32(parameters.count), nil, values, nil, nil, 1)
        }
        guard let result else { throw connectionLost() }
        let owned = PostgresResult(result)
        guard PQresultStatus(result) == PGRES_TUPLES_OK else { throw failure(result) }
        return owned
    }

    /// Commits the open transaction.
    ///
    /// The command is sent and its answer read in two steps, so that `didSend` marks the moment
    /// in between, when only the ledger can say what became of a batch.
    ///
    /// The corresponding libpq functions are `PQsendQuery` and `PQgetResult`.
    func commit(didSend: () -> Void = {}) throws(TargetError) {
        guard PQsendQuery(handle, "COMMIT") == 1 else { throw connectionLost() }
        didSend()
        guard let result = PQgetResult(handle) else { throw connectionLost() }
        let owned = PostgresResult(result)
        // The COMMIT of a transaction that had failed is answered ROLLBACK, and is no error.
        let isCommitted =
            PQresultStatus(result) == PGRES_COMMAND_OK
            && String(cString: PQcmdStatus(result)) == "COMMIT"
        let error = isCommitted ? nil : failure(result)
        drain()
        withExtendedLifetime(owned) {}
        if let error { throw error }
    }

    // MARK: COPY

    /// Sends bytes inside an open `COPY … FROM STDIN`; libpq's `PQputCopyData`.
    ///
    /// Sent in pieces, because libpq keeps a copy of each piece until the socket takes it.
    func sendCopy(_ bytes: UnsafeRawBufferPointer) throws(TargetError) {
        let pieceByteCount = 1 << 16
        var offset = 0
        while offset < bytes.count {
            let count = min(pieceByteCount, bytes.count - offset)
            let piece = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
            guard
                PQputCopyData(
                    handle,
                    piece.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(count)
                ) == 1
            else { throw copyFailure() }
            offset += count
        }
    }

    /// Ends an open `COPY … FROM STDIN`; the number of rows that the server took.
    func endCopy() throws(TargetError) -> Int64 {
        guard PQputCopyEnd(handle, nil) == 1 else { throw copyFailure() }
        guard let result = PQgetResult(handle) else { throw connectionLost() }
        let owned = PostgresResult(result)
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            let error = failure(result)
            drain()
            throw error
        }
        drain()
        return owned.affectedRowCount
    }

    /// Receives the next piece of an open `COPY … TO STDOUT`, or nil at its end.
    func receiveCopy(
        _ body: (UnsafeRawBufferPointer) throws(TargetError) -> Void
    ) throws(TargetError) -> Bool {
        var buffer: UnsafeMutablePointer<CChar>?
        let count = PQgetCopyData(handle, &buffer, 0)
        if count == -2 { throw copyFailure() }
        if count == -1 {
            guard let result = PQgetResult(handle) else { throw connectionLost() }
            let owned = PostgresResult(result)
            guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result) }
            drain()
            withExtendedLifetime(owned) {}
            return false
        }
        guard let buffer else { throw connectionLost() }
        defer { PQfreemem(buffer) }
        try body(UnsafeRawBufferPointer(start: buffer, count: Int(count)))
        return true
    }

    private func drain() {
        while let rest = PQgetResult(handle) { PQclear(rest) }
    }

    // MARK: Errors

    private func copyFailure() -> TargetError {
        if PQstatus(handle) != CONNECTION_OK { return connectionLost() }
        // The server's reason is in the result that ends the COPY.
        guard let result = PQgetResult(handle) else { return connectionLost() }
        let owned = PostgresResult(result)
        let error = failure(result)
        drain()
        withExtendedLifetime(owned) {}
        return error
    }

    private func connectionLost() -> TargetError {
        PostgresFailure.connectionLost(
            PostgresConnection.firstLine(String(cString: PQerrorMessage(handle)))
        )
    }

    private func failure(_ result: OpaquePointer) -> TargetError {
        let state = PostgresConnection.field(result, gatefill_diag_sqlstate) ?? ""
        if PQstatus(handle) != CONNECTION_OK && state.isEmpty { return connectionLost() }
        return PostgresFailure.error(
            sqlState: state,
            // The primary message only: DETAIL may quote a row's values.
            primary: PostgresConnection.field(result, gatefill_diag_message_primary)
                ?? PostgresConnection.firstLine(String(cString: PQresultErrorMessage(result))),
            table: PostgresConnection.field(result, gatefill_diag_table_name),
            constraint: PostgresConnection.field(result, gatefill_diag_constraint_name)
        )
    }

    private static func connectFailure(
        _ text: String,
        _ parameters: PostgresParameters
    )
        -> TargetError
    {
        // libpq quotes hosts, users and files, but no password; a part of one that ended up in
        // the host was refused with the URL.
        TargetError(
            code: "target-unreachable",
            message: "could not connect to \(parameters.display)",
            detail: firstLine(text),
            hint: "Check host, port, user and password (PGPASSWORD and PGPASSFILE are honoured), "
                + "that the server accepts connections, and that role and database are there: "
                + "`createuser` and `createdb` make them.",
            category: .transient
        )
    }

    private static func field(_ result: OpaquePointer, _ code: Int32) -> String? {
        PQresultErrorField(result, code).map { String(cString: $0) }
    }

    private static func firstLine(_ text: String) -> String {
        text.split(separator: "\n").first.map(String.init) ?? text
    }

    // MARK: C strings

    /// Calls `body` with a NULL-terminated array of C strings.
    private static func withCStrings<Result>(
        _ strings: [String],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        withOptionalCStrings(strings.map { Optional($0) }, body)
    }

    private static func withOptionalCStrings<Result>(
        _ strings: [String?],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = strings.map { $0.map { strdup($0) } ?? nil }
        defer { for copy in copies { free(copy) } }
        var pointers = copies.map { UnsafePointer($0) }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                preconditionFailure("an array with an element has no address")
            }
            return body(base)
        }
    }
}

/// The answer to one statement.
final class PostgresResult {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQclear(handle)
    }

    /// Number of columns in the answer.
    var columnCount: Int { Int(PQnfields(handle)) }

    /// Number of rows in the answer.
    var rowCount: Int { Int(PQntuples(handle)) }

    /// Number of rows that the statement inserted, updated, deleted or copied.
    var affectedRowCount: Int64 { Int64(String(cString: PQcmdTuples(handle))) ?? 0 }

    /// A value's bytes, or nil for NULL; valid as long as the result.
    func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(handle, Int32(row), Int32(column)) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(handle, Int32(row), Int32(column)),
            count: Int(PQgetlength(handle, Int32(row), Int32(column)))
        )
    }

    /// A value as text, or nil for NULL.
    func text(_ row: Int, _ column: Int) -> String? {
        guard PQgetisnull(handle, Int32(row), Int32(column)) == 0 else { return nil }
        return String(cString: PQgetvalue(handle, Int32(row), Int32(column)))
    }
}
