import Foundation
import Testing

@testable import Planner

@Suite struct ProfileLocatorTests {
    /// Runs `body` with a new folder that is removed afterwards.
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("profile-locator-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func write(_ name: String, in folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data().write(to: folder.appendingPathComponent("\(name).yaml"))
    }

    @Test func `the working directory comes before the variable and the executable`() throws {
        try withFolder { root in
            let work = root.appendingPathComponent("work")
            let named = root.appendingPathComponent("named")
            let built = root.appendingPathComponent("built")
            let locator = ProfileLocator(
                workingDirectory: work.path,
                environment: [ProfileLocator.environmentName: named.path],
                executablePath: built.path + "/bin/debug/gatefill"
            )
            try write("a", in: built.appendingPathComponent("profiles"))
            #expect(try locator.path(forName: "a") == built.path + "/profiles/a.yaml")
            try write("a", in: named)
            #expect(try locator.path(forName: "a") == named.path + "/a.yaml")
            try write("a", in: work.appendingPathComponent("profiles"))
            #expect(try locator.path(forName: "a") == work.path + "/profiles/a.yaml")
        }
    }

    @Test func `an unknown name is refused with those there are`() throws {
        try withFolder { root in
            try write("small", in: root.appendingPathComponent("profiles"))
            try write("medium", in: root.appendingPathComponent("profiles"))
            let locator = ProfileLocator(
                workingDirectory: root.path,
                environment: [:],
                executablePath: nil
            )
            #expect(locator.availableNames() == ["medium", "small"])
            let error = #expect(throws: ProfileError.self) { try locator.path(forName: "smal") }
            #expect(
                error?.description == """
                    error[profile-not-found]: could not find profile `smal`
                      detail: the profiles are `medium`, `small`
                      hint: Did you mean `small`?
                    """
            )
        }
    }

    @Test(arguments: ["", ".", "..", "../small", "a/b", "a\0b", "näme", ".hidden"])
    func `a name is no path`(_ name: String) {
        let locator = ProfileLocator(
            workingDirectory: "/",
            environment: [:],
            executablePath: nil
        )
        let error = #expect(throws: ProfileError.self) { try locator.path(forName: name) }
        #expect(error?.code == "profile-not-found")
        #expect(error?.hint == "Give a file with `--config FILE`.")
    }
}
