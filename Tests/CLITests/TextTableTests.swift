import Testing

@testable import CLI

@Suite struct TextTableTests {
    @Test func `columns line up, numbers to the right`() {
        var table = TextTable([("Name", false), ("Rows", true)])
        table.add(["a", "1,234,567"])
        table.add(["longer name", "5"])
        #expect(
            table.text == """
                | Name        |      Rows |
                |-------------|----------:|
                | a           | 1,234,567 |
                | longer name |         5 |
                """
        )
    }

    @Test func `a table without rows has its titles`() {
        #expect(
            TextTable([("Run", true), ("State", false)]).text == """
                | Run | State |
                |----:|-------|
                """
        )
    }

    @Test func `letters that are more than a byte count as one`() {
        var table = TextTable([("A", false), ("B", false)])
        table.add(["é€", "x"])
        table.add(["ab", ""])
        #expect(Set(table.text.split(separator: "\n").map(\.count)).count == 1)
    }

    @Test func `a row of another number of cells is a bug`() async {
        await #expect(processExitsWith: .failure) {
            var table = TextTable([("A", false)])
            table.add(["1", "2"])
        }
    }
}
