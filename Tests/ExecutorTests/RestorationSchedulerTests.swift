import Targets
import Testing

@testable import Executor

@Suite struct RestorationSchedulerTests {
    private static func object(
        _ table: String,
        _ kind: SuspendedObject.Kind,
        _ name: String,
        parent: String? = nil
    ) -> SuspendedObject {
        SuspendedObject(
            table: table,
            name: name,
            kind: kind,
            statements: ["CREATE \(name)", "ALTER TABLE \(table)"],
            parent: parent,
            schemaLines: [name]
        )
    }

    private let index = object("teams", .index, "ix")
    private let key = object("teams", .unique, "uq")
    private let up = object("teams", .foreignKey, "fk_teams_users", parent: "users")
    private let member = object("members", .foreignKey, "fk_members_teams", parent: "teams")
    private let person = object("members", .foreignKey, "fk_members_users", parent: "users")

    private func step(_ scheduler: inout RestorationScheduler, _ complete: Set<String>) -> String? {
        scheduler.next(isComplete: { complete.contains($0) }).map {
            "\($0.action) \($0.object.name)"
        }
    }

    @Test func `nothing is restored before its table's last batch is in`() {
        var scheduler = RestorationScheduler([index, key])
        #expect(step(&scheduler, []) == nil)
        #expect(step(&scheduler, ["users"]) == nil)
        #expect(step(&scheduler, ["teams"]) == "build ix")
        #expect(!scheduler.isFinished)
    }

    @Test func `indexes of a table are built side by side, its unique constraints follow them`() {
        var scheduler = RestorationScheduler([key, index])
        let complete: Set = ["teams"]
        #expect(step(&scheduler, complete) == "build uq")
        #expect(step(&scheduler, complete) == "build ix")
        #expect(step(&scheduler, complete) == nil)
        #expect(scheduler.stepTaken(key, .build, microseconds: 5) == nil)
        // The other index is in the making, and a constraint takes the table for itself.
        #expect(step(&scheduler, complete) == nil)
        #expect(scheduler.stepTaken(index, .build) == 0)
        #expect(step(&scheduler, complete) == "attach uq")
        #expect(!scheduler.isFinished)
        #expect(scheduler.stepTaken(key, .attach, microseconds: 2) == 7)
        #expect(scheduler.isFinished)
    }

    @Test func `a foreign key waits for the rows and the keys of both its tables`() {
        var scheduler = RestorationScheduler([member, key])
        #expect(step(&scheduler, ["members"]) == nil)
        #expect(step(&scheduler, ["teams", "members"]) == "build uq")
        #expect(scheduler.stepTaken(key, .build) == nil)
        #expect(step(&scheduler, ["teams", "members"]) == "attach uq")
        #expect(step(&scheduler, ["teams", "members"]) == nil)
        #expect(scheduler.stepTaken(key, .attach) == 0)
        #expect(step(&scheduler, ["teams"]) == nil)
        #expect(step(&scheduler, ["teams", "members"]) == "refer fk_members_teams")
    }

    @Test func `foreign keys of one table follow one another, those of others go on`() {
        var scheduler = RestorationScheduler([person, member, up])
        let complete: Set = ["users", "teams", "members"]
        #expect(step(&scheduler, complete) == "refer fk_members_users")
        #expect(step(&scheduler, complete) == "refer fk_teams_users")
        #expect(step(&scheduler, complete) == nil)
        #expect(scheduler.stepTaken(person, .refer) == 0)
        // The table that it refers to is being checked against its own parent.
        #expect(step(&scheduler, complete) == nil)
        #expect(scheduler.stepTaken(up, .refer) == 0)
        #expect(step(&scheduler, complete) == "refer fk_members_teams")
    }

    @Test func `a foreign key to its own table is restored like any other`() {
        let own = Self.object("teams", .foreignKey, "fk_teams_teams", parent: "teams")
        var scheduler = RestorationScheduler([own, index])
        #expect(step(&scheduler, ["teams"]) == "build ix")
        #expect(step(&scheduler, ["teams"]) == nil)
        #expect(scheduler.stepTaken(index, .build) == 0)
        #expect(step(&scheduler, ["teams"]) == "refer fk_teams_teams")
        #expect(scheduler.stepTaken(own, .refer) == 0)
        #expect(scheduler.isFinished)
    }
}
