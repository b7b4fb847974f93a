import Rows

/// Tags of registry objects: a skewed choice of distinct labels.
package struct Tags: Sendable {
    /// The greatest number of tags of one object.
    package static let countMax = 5
    /// The one set of tags; built on first use, never freed.
    package static let standard = Tags()

    /// Tag ids, the frequent ones first: lower case, 2 to 30 characters.
    package let ids: WordList
    /// The labels of ``ids``, at the same indexes.
    package let labels: WordList
    private let choice: WeightedChoice
    private let countChoice: WeightedChoice

    private init() {
        let entries = Tags.source.split(separator: "\n").map { $0.split(separator: "=") }
        ids = WordList(entries.map { String($0[0]) }.joined(separator: "\n"))
        labels = WordList(entries.map { String($0[1]) }.joined(separator: "\n"))
        choice = WeightedChoice.zipf(count: ids.count)
        countChoice = WeightedChoice([10, 20, 28, 23, 12, 7])
    }

    /// Writes `[{"id": "data", "label": "Data"}, …]`, 0 to 5 distinct tags.
    ///
    /// Spelled as PostgreSQL spells `jsonb` (some tables' tags are), so that what is read back is
    /// what was written.
    package func appendObjects(key: CellKey, row: Int64, into writer: inout ByteWriter) {
        append(key: key, row: row, into: &writer) { tag, writer in
            writer.append("{\"id\": \"")
            writer.append(ids[tag])
            writer.append("\", \"label\": \"")
            writer.append(labels[tag])
            writer.append("\"}")
        }
    }

    /// Writes `["data", …]`, the ids of the same tags that ``appendObjects(key:row:into:)``
    /// chooses.
    package func appendStrings(key: CellKey, row: Int64, into writer: inout ByteWriter) {
        append(key: key, row: row, into: &writer) { tag, writer in
            writer.append(0x22)
            writer.append(ids[tag])
            writer.append(0x22)
        }
    }

    /// Inlined, so that `appendTag` is a part of the loop and no closure exists at run time.
    @inline(__always)
    private func append(
        key: CellKey,
        row: Int64,
        into writer: inout ByteWriter,
        appendTag: (_ tag: Int, _ writer: inout ByteWriter) -> Void
    ) {
        var bits = CellBits(key, row: row)
        let count = countChoice.index(bits.next())
        /// One bit for every tag that is already in the list.
        var chosen: (UInt64, UInt64) = (0, 0)
        writer.append(0x5B)
        for position in 0..<count {
            var tag = choice.index(bits.next())
            while Tags.contains(chosen, tag) {
                tag = choice.index(bits.next())
            }
            if tag < 64 { chosen.0 |= 1 << tag } else { chosen.1 |= 1 << (tag &- 64) }
            if position > 0 { writer.append(", ") }
            appendTag(tag, &writer)
        }
        writer.append(0x5D)
    }

    @inline(__always)
    private static func contains(_ chosen: (UInt64, UInt64), _ tag: Int) -> Bool {
        (tag < 64 ? chosen.0 >> tag : chosen.1 >> (tag &- 64)) & 1 == 1
    }

    /// At most 128 tags: the list of chosen ones is two words of bits.
    private static let source = """
        production=Production
        data=Data
        finance=Finance
        internal=Internal
        api=API
        customer=Customer
        automation=Automation
        analytics=Analytics
        reporting=Reporting
        search=Search
        beta=Beta
        security=Security
        read-only=Read only
        sales=Sales
        support=Support
        marketing=Marketing
        hr=HR
        engineering=Engineering
        operations=Operations
        documents=Documents
        machine-learning=Machine learning
        llm=LLM
        experimental=Experimental
        deprecated=Deprecated
        billing=Billing
        compliance=Compliance
        public=Public
        monitoring=Monitoring
        messaging=Messaging
        email=E-mail
        calendar=Calendar
        crm=CRM
        erp=ERP
        database=Database
        files=Files
        storage=Storage
        cloud=Cloud
        devops=DevOps
        ci-cd=CI-CD
        testing=Testing
        staging=Staging
        logistics=Logistics
        inventory=Inventory
        payments=Payments
        identity=Identity
        audit=Audit
        legal=Legal
        risk=Risk
        pii=Personal data
        gdpr=GDPR
        region:eu=Region EU
        region:us=Region US
        region:apac=Region APAC
        tier:gold=Tier gold
        tier:silver=Tier silver
        tier:bronze=Tier bronze
        v1=Version 1
        v2=Version 2
        team:core=Core team
        team:data=Data team
        cost:shared=Shared cost
        critical=Critical
        low-latency=Low latency
        batch=Batch
        streaming=Streaming
        realtime=Real time
        scheduled=Scheduled
        webhook=Webhook
        geo=Geo
        maps=Maps
        weather=Weather
        translation=Translation
        speech=Speech
        vision=Vision
        knowledge-base=Knowledge base
        onboarding=Onboarding
        training=Training
        procurement=Procurement
        travel=Travel
        healthcare=Healthcare
        insurance=Insurance
        retail=Retail
        manufacturing=Manufacturing
        energy=Energy
        education=Education
        research=Research
        legacy=Legacy
        migration=Migration
        partner=Partner
        self-service=Self service
        pilot=Pilot
        iot=IoT
        mobile=Mobile
        sandbox=Sandbox
        team.platform=Platform team
        quarterly=Quarterly
        archive=Archive
        """
}
