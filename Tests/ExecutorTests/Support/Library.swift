import Rows

/// A system that does not exist: a library with readers, their books and the loans of these.
///
/// What gatefill does with it shows that no module but `ContextForge` knows the gateway.
enum Library {
    static let catalogue = Catalogue(
        system: "Library",
        generatorVersion: 1,
        definitions: [
            ReaderTable.definition, BookTable.definition, LoanTable.definition,
        ],
        releases: releases,
        schema: SchemaDeclaration([schema], releases: releases),
        revision: (table: "library_version", column: "number"),
        accounts: Accounts("reader", addressColumn: "email", ownerColumns: ["owner_email"]),
        invariants: [
            Invariant(
                "reader without a book",
                in: "reader",
                with: ["book"],
                breaksWhere: { name in
                    """
                    NOT EXISTS (SELECT 1 FROM \(name("book")) AS book
                        WHERE book.owner_email = broken.email)
                    """
                }
            )
        ],
        scale: LibraryScale()
    ) { configuration in
        let shelves = Shelves(configuration)
        return Dataset(
            configuration,
            timeline: shelves.timeline,
            names: ["reader", "book", "loan"]
        ) { name in
            switch name {
            case "reader": ReaderTable(shelves: shelves)
            case "book": BookTable(shelves: shelves)
            default: LoanTable(shelves: shelves)
            }
        }
    }

    private static let releases = Release.all(["3.0": "r30", "3.1": "r31"])

    private static let schema = """
        TABLE reader
            id VARCHAR(36) NOT NULL
            email VARCHAR(255) NOT NULL
            joined_at DATETIME NOT NULL
            nickname VARCHAR(40) -- since 3.1
            CONSTRAINT reader_key PRIMARY KEY (id)
            CONSTRAINT uq_reader_email UNIQUE (email)

        TABLE book
            id VARCHAR(32) NOT NULL
            owner_email VARCHAR(255) NOT NULL
            title TEXT NOT NULL
            title_length INTEGER
            bought_at DATETIME NOT NULL
            PRIMARY KEY (id)
            CONSTRAINT book_owner FOREIGN KEY(owner_email) REFERENCES reader (email)
            INDEX ix_book_owner (owner_email)

        TABLE loan
            id INTEGER NOT NULL
            book_id VARCHAR(32) NOT NULL
            lent_at DATETIME NOT NULL
            is_overdue BOOLEAN NOT NULL
            PRIMARY KEY (id)
            CONSTRAINT loan_book FOREIGN KEY(book_id) REFERENCES book (id)

        TABLE library_version
            number VARCHAR(32) NOT NULL
            PRIMARY KEY (number)
        """
}

/// How many readers, books and loans there are.
private struct LibraryScale: ScaleRules {
    let keys: [ScaleKey] = [
        .number(.readers), .count(.booksPerReader), .count(.loansPerBook),
    ]
    let base = NumberKey.readers
}

extension NumberKey {
    fileprivate static let readers = NumberKey(
        "readers",
        .integer(1...1_000_000),
        isRequired: true,
        "Number of readers."
    )
}

extension CountKey {
    fileprivate static let booksPerReader = CountKey(
        "books_per_reader",
        "Books of a reader",
        1...3,
        mean: 2,
        lowerBound: 1
    )
    fileprivate static let loansPerBook = CountKey(
        "loans_per_book",
        "Loans of a book",
        0...6,
        mean: 2
    )
}

/// Who owns which book, and how often it is lent.
private struct Shelves: Sendable {
    let timeline: Timeline
    let slots: TimelineSlots
    let books: ChildCounts
    let loans: ChildCounts
    let readerKey: IdentifierKey
    let bookKey: IdentifierKey
    let choiceKey: CellKey
    let domain: String

    init(_ configuration: DatasetConfiguration) {
        let seed = configuration.seed
        timeline = Timeline(
            startMicroseconds: configuration.startMicroseconds,
            endMicroseconds: configuration.endMicroseconds,
            recentDataPercent: configuration.recentDataPercent
        )
        slots = TimelineSlots(
            count: Int64(configuration[.readers]),
            olderShare: timeline.olderShare
        )
        books = ChildCounts(
            configuration[.booksPerReader],
            parentCount: slots.count,
            slope: .rootTwo,
            key: CellKey(seed: seed, table: "book", purpose: "count")
        )
        loans = ChildCounts(
            configuration[.loansPerBook],
            parentCount: books.rowCount,
            slope: .rootThree,
            key: CellKey(seed: seed, table: "loan", purpose: "count")
        )
        let key = { (table: StaticString) in CellKey(seed: seed, table: table, purpose: "id") }
        readerKey = IdentifierKey(key: key("reader"), order: .random)
        bookKey = IdentifierKey(key: key("book"), order: .random)
        choiceKey = CellKey(seed: seed, table: "loan", purpose: "choice")
        domain = configuration.emailDomain
    }

    /// Readers join one after the other; what they do happens in their part of the time.
    func moment(_ reader: Int64, _ part: Double) -> Int64 {
        timeline.moment(slots.slot(reader).place(part), .users)
    }

    func appendEmail(_ reader: Int64, into writer: inout ByteWriter) {
        writer.append("reader")
        writer.append(decimal: UInt64(reader) + 1)
        writer.append("@")
        writer.append(string: domain)
    }
}

private struct ReaderTable: DeclaredTable {
    let shelves: Shelves

    static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 36)), hyphenated: true) {
            $0.shelves.readerKey
        },
        .text(.required("email", .text(lengthMax: 255))) { table, reader, _, writer in
            table.shelves.appendEmail(reader, into: &writer)
        },
        .integers(.required("joined_at", .timestamp)) { table, reader, _ in
            table.shelves.moment(reader, 0)
        },
        .constant(.optional("nickname", .text(lengthMax: 40)), "bookworm"),
    ]

    static let definition = TableDefinition(
        name: "reader",
        component: "readers",
        columns: columns.map(\.definition),
        uniqueKeys: [TableDefinition.UniqueKey("uq_reader_email", ["email"])],
        creationColumn: "joined_at",
        fixture: TableDefinition.Fixture([.init("id"), .init("address", of: "email")])
    )

    var rowCount: Int64 { shelves.slots.count }
}

private struct BookTable: DeclaredTable {
    let shelves: Shelves

    static let columns: [Column<Self>] = [
        .identifiers(.required("id", .text(lengthMax: 32))) { $0.shelves.bookKey },
        .text(.required("owner_email", .text(lengthMax: 255))) { table, _, book, writer in
            table.shelves.appendEmail(book.reader, into: &writer)
        },
        .text(.required("title", .text(lengthMax: nil))) { _, row, _, writer in
            writer.append("Volume ")
            writer.append(decimal: UInt64(row) + 1)
        },
        .byteCounts(.optional("title_length", .integer), of: "title"),
        .integers(.required("bought_at", .timestamp)) { table, _, book in
            table.shelves.moment(book.reader, 0.2)
        },
    ]

    static let definition = TableDefinition(
        name: "book",
        component: "books",
        columns: columns.map(\.definition),
        references: [
            TableDefinition.Reference("owner_email", to: "reader", key: "email", isDeclared: true)
        ],
        creationColumn: "bought_at",
        childCount: TableDefinition.ChildCount(.booksPerReader, by: "owner_email")
    )

    struct Shared: BitwiseCopyable {
        let reader: Int64
    }

    var rowCount: Int64 { shelves.books.rowCount }

    var parents: ParentCounts? { shelves.books.parents }

    func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for (index, row) in batch.rows.enumerated() {
            shared[index] = Shared(reader: shelves.books.place(of: row).parent)
        }
    }
}

private struct LoanTable: DeclaredTable {
    let shelves: Shelves

    static let columns: [Column<Self>] = [
        .reservedKey("id"),
        .text(.required("book_id", .text(lengthMax: 32))) { table, _, loan, writer in
            table.shelves.bookKey.appendHex(loan.book, into: &writer)
        },
        .integers(.required("lent_at", .timestamp)) { table, _, loan in
            let reader = table.shelves.books.place(of: loan.book).parent
            return table.shelves.moment(reader, loan.part)
        },
        .booleans(.required("is_overdue", .boolean)) { table, row, _ in
            table.shelves.choiceKey.bits(row) % 10 == 0
        },
    ]

    static let definition = TableDefinition(
        name: "loan",
        component: "loans",
        columns: columns.map(\.definition),
        references: [TableDefinition.Reference("book_id", to: "book", key: "id", isDeclared: true)],
        creationColumn: "lent_at",
        childCount: TableDefinition.ChildCount(.loansPerBook, by: "book_id")
    )

    struct Shared: BitwiseCopyable {
        let book: Int64
        let part: Double
    }

    var rowCount: Int64 { shelves.loans.rowCount }

    var parents: ParentCounts? { shelves.loans.parents }

    func prepare(_ batch: ColumnBatch, _ shared: UnsafeMutablePointer<Shared>) {
        for (index, row) in batch.rows.enumerated() {
            let place = shelves.loans.place(of: row)
            let part = Double(place.ordinal + 1) / Double(place.siblingCount + 1)
            shared[index] = Shared(book: place.parent, part: 0.3 + 0.7 * part)
        }
    }
}
