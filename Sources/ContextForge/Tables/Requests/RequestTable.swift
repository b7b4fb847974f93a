import Rows

/// A table whose rows are about requests of users.
protocol RequestTable: GatewayTable where Shared: RequestRow {
    /// The requests.
    var requests: UserRequests { get }
}

/// What the columns of a row share that is about a request.
protocol RequestRow {
    /// The request.
    var request: UserRequests.Request { get }
}

extension UserRequests.Request: RequestRow {
    var request: UserRequests.Request { self }
}

extension Column where Table: RequestTable {
    /// A column with what the rows of one request have in common.
    static func correlation(_ name: StaticString) -> Column {
        .text(.optional(name, .text(lengthMax: 64))) { table, _, row, writer in
            table.requests.appendCorrelation(row.request, into: &writer)
        }
    }

    /// A column with the identifiers of the requests' traces.
    static func trace(_ definition: ColumnDefinition) -> Column {
        .text(definition) { table, _, row, writer in
            table.requests.appendTrace(row.request, into: &writer)
        }
    }

    /// A column with the e-mail addresses of those who asked.
    static func user(_ definition: ColumnDefinition) -> Column {
        .text(definition) { table, _, row, writer in
            table.requests.appendUser(row.request, into: &writer)
        }
    }

    /// A column with the network addresses that the requests came from.
    static func clientAddress(_ definition: ColumnDefinition) -> Column {
        .text(definition) { table, _, row, writer in
            table.requests.appendClientAddress(row.request, into: &writer)
        }
    }

    /// The column with the programs that the requests were made with.
    static var userAgent: Column {
        .text(.optional("user_agent", .text(lengthMax: nil))) { table, _, row, writer in
            table.requests.appendUserAgent(row.request, into: &writer)
        }
    }

    /// The column with the paths of the requests.
    static var path: Column {
        .text(.optional("request_path", .text(lengthMax: 500))) { table, _, row, writer in
            table.requests.appendPath(row.request, into: &writer)
        }
    }

    /// A column with the methods of the requests.
    static func method(_ name: StaticString) -> Column {
        .text(.optional(name, .text(lengthMax: 10))) { _, _, row, writer in
            writer.append(row.request.operation.method)
        }
    }
}
