import CFileSystem
import Foundation

/// File systems on which locks or shared memory may not work as SQLite needs them: those that
/// several machines or a user's program serve.
enum NetworkFileSystem {
    /// The name of the file system of a file or, where the file does not exist, of its folder; nil
    /// for a local one, or when it cannot be asked.
    ///
    /// The corresponding system call is `statfs(2)`.
    static func name(at path: String) -> String? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var status = statfs()
        for candidate in [path, folder] where statfs(candidate, &status) == 0 {
            return name(of: status)
        }
        return nil
    }

    #if canImport(Darwin)
    private static func name(of status: statfs) -> String? {
        guard status.f_flags & UInt32(MNT_LOCAL) == 0 else { return nil }
        return withUnsafeBytes(of: status.f_fstypename) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
    #else
    private static func name(of status: statfs) -> String? {
        name(magic: UInt32(truncatingIfNeeded: status.f_type))
    }
    #endif

    /// The name of a file system by Linux's number for it, `f_type`; nil for a local one.
    ///
    /// Numbers from `statfs(2)`, `linux/magic.h` and coreutils' `stat`.
    static func name(magic: UInt32) -> String? {
        switch magic {
        case 0x6969: "NFS"
        case 0x517B, 0xFE53_4D42: "SMB"
        case 0xFF53_4D42: "CIFS"
        case 0x0102_1997: "9P"
        case 0x6573_5546: "FUSE"
        case 0x00C3_6400: "Ceph"
        case 0x0BD0_0BD0: "Lustre"
        case 0x5346_414F, 0x6B41_4653: "AFS"
        case 0x7375_7245: "Coda"
        case 0x564C: "NCP"
        case 0x4750_4653: "GPFS"
        case 0x7461_636F: "OCFS2"
        case 0x0116_1970: "GFS2"
        case 0x1983_0326: "BeeGFS"
        case 0x2003_0528: "OrangeFS"
        case 0xAAD7_AAEA: "PanFS"
        case 0xBEEF_DEAD: "StorNext"
        case 0x6163_6673: "ACFS"
        case 0x786F_4256: "VirtualBox shared folder"
        case 0xBACB_ACBC: "VMware shared folder"
        case 0x7C7C_6673: "Parallels shared folder"
        default: nil
        }
    }
}
