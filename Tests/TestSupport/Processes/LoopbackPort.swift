import Foundation

/// TCP on 127.0.0.1, the only address that tests use.
package enum LoopbackPort {
    /// A port that was free a moment ago.
    ///
    /// Another process may take it before it is used.
    package static func free() throws -> UInt16 {
        let descriptor = socket(
            AF_INET,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        defer { close(descriptor) }
        var address = Self.address(port: 0)
        var byteCount = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, byteCount) == 0
                    && getsockname(descriptor, generic, &byteCount) == 0
            }
        }
        guard descriptor >= 0, isBound else {
            throw TestSupportError(
                "could not find a free loopback port",
                detail: String(cString: strerror(errno))
            )
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// 127.0.0.1 with a port, as the socket calls want it.
    static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}
