import Foundation

/// A GET request to a server on 127.0.0.1, over HTTP/1.0 so that the body ends with the connection.
///
/// `URLSession` is not used: it obeys the proxy variables of the environment.
package enum LoopbackHTTP {
    /// An answer: its status and its body.
    package struct Response: Sendable {
        package let status: Int
        package let body: Data
    }

    /// Sends the request and reads the whole answer.
    ///
    /// - Returns: nil when nothing listens on the port.
    /// - Throws: ``TestSupportError`` when the answer is not HTTP.
    package static func get(
        port: UInt16,
        path: String,
        headers: [String: String] = [:]
    ) throws -> Response? {
        let descriptor = socket(
            AF_INET,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &timeout,
            socklen_t(MemoryLayout<timeval>.size)
        )
        var address = LoopbackPort.address(port: port)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                connect(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return nil }
        var lines = ["GET \(path) HTTP/1.0", "Host: 127.0.0.1:\(port)"]
        lines += headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        let request = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        else { return nil }

        var answer = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let byteCount = recv(descriptor, &buffer, buffer.count, 0), byteCount > 0 {
            answer.append(contentsOf: buffer[..<byteCount])
        }
        guard let headEnd = answer.firstRange(of: Data("\r\n\r\n".utf8)),
            let status = String(decoding: answer[..<headEnd.lowerBound], as: UTF8.self)
                .split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else {
            throw TestSupportError("port \(port) gave no HTTP answer to GET \(path)")
        }
        return Response(status: status, body: answer[headEnd.upperBound...])
    }
}
