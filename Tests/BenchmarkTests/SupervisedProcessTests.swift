import Foundation
import TestSupport
import Testing

@Suite struct SupervisedProcessTests {
    @Test func `a server that is only dropped ends, and its folder is removed`() async throws {
        let around = try TemporaryFolder("supervised")
        let folder = around.file("server")
        let marker = "\(folder)/processID"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
        // Ends like a real server: a moment after the signal.
        let script = """
            trap 'sleep 0.2; exit 0' TERM
            echo $$ >\(marker)
            while :; do sleep 0.05; done
            """

        var process: SupervisedProcess? = try SupervisedProcess(
            ["/bin/sh", "-c", script],
            workingFolder: "/",
            stopSignal: "TERM",
            folderToRemove: folder
        )
        var processID: pid_t?
        try await process?.waitUntilReady("the server", timeoutSeconds: 10) {
            processID = (try? String(contentsOfFile: marker, encoding: .utf8)).flatMap {
                pid_t($0.trimmingCharacters(in: .newlines))
            }
            return processID != nil
        }
        process = nil

        #expect(kill(try #require(processID), 0) == -1)
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
