import Foundation

/// The hosts and ports of a PostgreSQL URL's query, in the spellings that SQLAlchemy reads.
struct PostgresHosts {
    /// libpq's `host`: one or more hosts, comma-separated; nil when the query has none.
    private(set) var host: String?
    /// libpq's `port`: a port for each host, comma-separated; nil when the query has none.
    private(set) var port: String?

    /// Reads the values of `host` and `port`, in their order.
    ///
    /// `host=a,b&port=1,2` and `host=a:1&host=b:2` are the same. A single `host=a:1` is split too.
    init(hosts: [String], ports: [String]) throws(TargetError) {
        var names: [String] = []
        var numbers: [String] = []
        var isPaired = hosts.count > 1
        if isPaired {
            for text in hosts {
                let (name, number) = try PostgresHosts.pair(text)
                names.append(name)
                numbers.append(number)
            }
        } else if let only = hosts.first {
            names = only.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            if ports.isEmpty, let match = only.wholeMatch(of: /([A-Za-z0-9.-]*):([0-9]*)/) {
                isPaired = true
                names = [String(match.1)]
                numbers = [String(match.2)]
            }
        }
        guard !isPaired || ports.isEmpty else {
            throw TargetLocation.malformed(
                "`port` is given, but the hosts already have ports",
                hint: PostgresHosts.hint
            )
        }
        if ports.count > 1 {
            numbers = ports
        } else if let only = ports.first {
            numbers = only.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        guard numbers.count <= 1 || numbers.count == names.count,
            names.count <= 1 || numbers.isEmpty || numbers.count == names.count
        else {
            throw TargetLocation.malformed(
                "the numbers of hosts and ports differ",
                hint: PostgresHosts.hint
            )
        }
        for number in numbers where !number.isEmpty { _ = try PostgresHosts.port(number) }
        // A comma for each further host, even without a port, as SQLAlchemy writes it.
        if numbers.isEmpty { numbers = names.map { _ in "" } }
        if !hosts.isEmpty { host = names.joined(separator: ",") }
        let joined = numbers.joined(separator: ",")
        if !joined.isEmpty { port = joined }
    }

    /// How several hosts are spelled.
    private static let hint =
        "Name several hosts as ?host=h1:5432&host=h2:5432 or ?host=h1,h2&port=5432,5432."

    private static func pair(_ text: String) throws(TargetError) -> (String, String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2 else {
            throw TargetLocation.malformed(
                "an IPv6 address cannot be given in repeated `host` parameters",
                hint: "Name such hosts as ?host=::1,::2&port=5432,5432."
            )
        }
        return (parts[0], parts.count > 1 ? parts[1] : "")
    }

    /// Reads the port behind the host of a URL, or one of those in its query.
    static func port(_ text: String) throws(TargetError) -> String {
        guard !text.contains(where: { ",:".contains($0) }) else {
            throw TargetLocation.malformed(
                "it lists several hosts before the database name",
                hint: PostgresHosts.hint
            )
        }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(text),
            number > 0
        else { throw TargetLocation.malformed("the port is not a number from 1 to 65535") }
        return String(number)
    }

    /// Checks a list of hosts: names, addresses and folders of Unix sockets.
    ///
    /// - Throws: ``TargetError`` when psycopg could not connect to one of them, which is usually a
    ///   part of a password then; the message does not quote it.
    static func check(_ hosts: String) throws(TargetError) {
        guard !hosts.isEmpty else { throw TargetLocation.malformed("the host is empty") }
        for host in hosts.split(separator: ",") where !host.hasPrefix("/") {
            if isAddress(host) { continue }
            guard !host.lowercased().hasPrefix("%2f") else {
                throw TargetLocation.malformed(
                    "the host is percent-encoded, which the gateway does not decode",
                    hint: "Name a socket's folder as ?host=/run/postgresql."
                )
            }
            let isName = host.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
                default: false
                }
            }
            guard isName else {
                throw TargetLocation.malformed(
                    "the host is not a name, an address or a socket's folder",
                    hint: "Write special characters of the password as %XX, `@` as %40; an "
                        + "international name in its ASCII form, xn--…; an IPv6 address in brackets."
                )
            }
        }
    }

    private static func isAddress(_ host: Substring) -> Bool {
        let (address, zone) =
            host.firstIndex(of: "%").map {
                (host[..<$0], host[$0...].dropFirst())
            } ?? (host, Substring("-"))
        var bytes = in6_addr()
        return inet_pton(AF_INET6, String(address), &bytes) == 1 && !zone.isEmpty
            && zone.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
