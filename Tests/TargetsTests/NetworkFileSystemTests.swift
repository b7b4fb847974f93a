import Testing

@testable import Targets

@Suite struct NetworkFileSystemTests {
    @Test(
        arguments: [
            (0x6969, "NFS"), (0x517B, "SMB"), (0xFE53_4D42, "SMB"), (0xFF53_4D42, "CIFS"),
            (0x0102_1997, "9P"), (0x6573_5546, "FUSE"), (0x00C3_6400, "Ceph"),
            (0x0BD0_0BD0, "Lustre"), (0x5346_414F, "AFS"), (0x4750_4653, "GPFS"),
            (0x786F_4256, "VirtualBox shared folder"),
        ] as [(UInt32, String)]
    )
    func `a file system that another machine or program serves has a name`(
        magic: UInt32,
        name: String
    ) {
        #expect(NetworkFileSystem.name(magic: magic) == name)
    }

    /// ext4, XFS, Btrfs, ZFS, tmpfs, overlayfs, F2FS.
    @Test(
        arguments: [
            0xEF53, 0x5846_5342, 0x9123_683E, 0x2FC1_2FC1, 0x0102_1994, 0x794C_7630, 0xF2F5_2010,
        ] as [UInt32]
    )
    func `a local file system has none`(magic: UInt32) {
        #expect(NetworkFileSystem.name(magic: magic) == nil)
    }

    @Test func `the memory of the kernel is local, and so is what cannot be asked`() {
        #expect(NetworkFileSystem.name(at: "/proc/self/status") == nil)
        #expect(NetworkFileSystem.name(at: "/no/such/folder/mcp.db") == nil)
    }
}
