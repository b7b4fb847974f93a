import Rows

/// The properties that generated JSON Schemas consist of.
///
/// A line is `name|description|type|more`: the parts of the property's schema as JSON members.
/// The number of lines is prime, so that steps of any width visit every property once.
struct PropertyBank: Sendable {
    /// The one bank; built on first use, never freed.
    static let standard = PropertyBank()

    /// Names in snake case.
    let names: WordList
    /// What the property means, without full stop.
    let descriptions: WordList
    /// The least of a schema: `"type":"string"`.
    let types: WordList
    /// The whole schema but for the description: `"type":"string","format":"date"`.
    let fullTypes: WordList

    private init() {
        let lines = PropertyBank.source.split(separator: "\n").map { $0.split(separator: "|") }
        names = WordList(lines.map { String($0[0]) }.joined(separator: "\n"))
        descriptions = WordList(lines.map { String($0[1]) }.joined(separator: "\n"))
        types = WordList(lines.map { String($0[2]) }.joined(separator: "\n"))
        fullTypes = WordList(
            lines.map { $0.count > 3 ? $0[2] + "," + $0[3] : String($0[2]) }
                .joined(separator: "\n")
        )
    }

    /// A walk over distinct properties.
    struct Walk {
        private var position: Int
        private let stride: Int
        private let count: Int

        /// A walk that 64 uniform bits choose.
        init(_ bits: UInt64, count: Int) {
            self.count = count
            position = Int(truncatingIfNeeded: (bits & 0xFFFF_FFFF) % UInt64(count))
            stride = 1 + Int(truncatingIfNeeded: (bits >> 32) % UInt64(count - 1))
        }

        /// The next index; none comes twice in the first `count` steps if `count` is prime.
        mutating func next() -> Int {
            let result = position
            position += stride
            if position >= count { position -= count }
            return result
        }
    }

    private static let source = """
        query|Text to look for, in plain language or with operators|"type":"string"|"minLength":1,"maxLength":500
        limit|Greatest number of results to return|"type":"integer"|"minimum":1,"maximum":100,"default":20
        offset|Number of results to skip|"type":"integer"|"minimum":0,"default":0
        cursor|Opaque position from an earlier answer|"type":"string"
        page_number|Number of the page, counted from one|"type":"integer"|"minimum":1,"default":1
        page_size|Number of entries on a page|"type":"integer"|"enum":[10,20,50,100],"default":20
        sort_by|Field that the results are sorted by|"type":"string"|"enum":["name","created_at","changed_at","priority"],"default":"created_at"
        sort_order|Direction of sorting|"type":"string"|"enum":["asc","desc"],"default":"desc"
        status|Only entries in this state|"type":"string"|"enum":["open","pending","closed","archived"]
        start_date|First day of the period|"type":"string","format":"date"
        end_date|Last day of the period|"type":"string","format":"date"
        since|Only what has changed after this moment|"type":"string","format":"date-time"
        until|Only what has changed before this moment|"type":"string","format":"date-time"
        time_zone_name|Name of the time zone for dates without offset|"type":"string"|"default":"UTC"
        language|Language of the answer as a two-letter code|"type":"string"|"minLength":2,"maxLength":5,"default":"en"
        locale|Locale for numbers and dates|"type":"string"|"enum":["en_US","en_GB","de_DE","fr_FR","es_ES","ja_JP"]
        region|Region in which the request is handled|"type":"string"|"enum":["emea","amer","apac"]
        country_code|Country as two capital letters|"type":"string"|"minLength":2,"maxLength":2
        currency_code|Currency as three capital letters|"type":"string"|"minLength":3,"maxLength":3,"default":"EUR"
        amount|Amount in the given currency|"type":"number"|"minimum":0
        amount_min|Least amount to take into account|"type":"number"|"minimum":0
        amount_max|Greatest amount to take into account|"type":"number"|"minimum":0
        quantity|Number of pieces|"type":"integer"|"minimum":1,"maximum":10000,"default":1
        unit|Unit of the quantity|"type":"string"|"enum":["piece","kilogram","meter","liter","hour"]
        percentage|Share in percent|"type":"number"|"minimum":0,"maximum":100
        threshold|Value above which an entry counts|"type":"number"|"default":0.5
        priority|How urgent the request is|"type":"string"|"enum":["low","normal","high","critical"],"default":"normal"
        severity|Least severity to report|"type":"string"|"enum":["debug","info","warning","error"]
        title|Short title|"type":"string"|"minLength":3,"maxLength":120
        description|Longer explanation for people|"type":"string"|"maxLength":4000
        notes|Remarks that are kept with the entry|"type":"string"|"maxLength":2000
        reason|Why the change is made|"type":"string"|"minLength":5
        name|Name as it is shown to users|"type":"string"|"minLength":1,"maxLength":255
        display_name|Name for people, in any script|"type":"string"
        email|Address for questions|"type":"string","format":"email"
        phone|Telephone number in international form|"type":"string"|"maxLength":20
        url|Address of the page|"type":"string","format":"uri"
        callback_url|Address that is called when the work is done|"type":"string","format":"uri"
        host|Name of the host|"type":"string","format":"hostname"
        port|Port number|"type":"integer"|"minimum":1,"maximum":65535,"default":443
        path|Path below the root folder|"type":"string"|"maxLength":1024
        file_name|Name of the file with its extension|"type":"string"|"maxLength":255
        file_format|Format of the file|"type":"string"|"enum":["csv","json","xml","pdf","xlsx"],"default":"json"
        encoding|Character encoding of the text|"type":"string"|"enum":["utf-8","utf-16","iso-8859-1"],"default":"utf-8"
        compression|Compression of the result|"type":"string"|"enum":["none","gzip","zstd"],"default":"none"
        content|The text itself|"type":"string"|"minLength":1
        content_type|Media type of the content|"type":"string"|"default":"text/plain"
        checksum|SHA-256 of the content in hexadecimal digits|"type":"string"|"minLength":64,"maxLength":64
        version_number|Version to work on; the latest when absent|"type":"integer"|"minimum":1
        revision|Revision that the change is based on|"type":"string"
        tags|Labels that an entry must carry|"type":"array","items":{"type":"string"}|"maxItems":10
        labels|Labels to attach|"type":"array","items":{"type":"string","maxLength":64}|"uniqueItems":true
        ids|Identifiers of the entries|"type":"array","items":{"type":"string"}|"minItems":1,"maxItems":100
        fields|Names of the fields to return|"type":"array","items":{"type":"string"}|"uniqueItems":true
        columns|Columns of the result in their order|"type":"array","items":{"type":"string"}
        recipients|Addresses of the recipients|"type":"array","items":{"type":"string","format":"email"}|"minItems":1
        values|Numbers to work on|"type":"array","items":{"type":"number"}|"maxItems":1000
        coordinates|Longitude and latitude in degrees|"type":"array","items":{"type":"number"},"minItems":2,"maxItems":2
        line_items|Lines with a code and a quantity|"type":"array","items":{"type":"object","properties":{"code":{"type":"string"},"quantity":{"type":"integer","minimum":1}},"required":["code","quantity"]}|"minItems":1
        attachments|Files to send along|"type":"array","items":{"type":"object","properties":{"file_name":{"type":"string"},"url":{"type":"string","format":"uri"}},"required":["url"]}|"maxItems":5
        steps|Steps in the order of their execution|"type":"array","items":{"type":"object","properties":{"action":{"type":"string"},"timeout_seconds":{"type":"integer","minimum":1}},"required":["action"]}
        filters|Conditions that all entries must meet|"type":"object","properties":{"field":{"type":"string"},"operator":{"type":"string","enum":["eq","ne","lt","gt","contains"]},"value":{"type":"string"}}|"required":["field","operator","value"]
        options|Further settings|"type":"object","properties":{"strict":{"type":"boolean"},"retries":{"type":"integer","minimum":0,"maximum":5}}|"additionalProperties":false
        metadata|Free key and value pairs|"type":"object","additionalProperties":{"type":"string"}
        custom_fields|Fields that the owner has defined|"type":"object","additionalProperties":true
        date_span|Period with both ends included|"type":"object","properties":{"from":{"type":"string","format":"date"},"to":{"type":"string","format":"date"}}|"required":["from"]
        postal_address|Where it is to be delivered|"type":"object","properties":{"street":{"type":"string"},"postal_code":{"type":"string"},"city":{"type":"string"},"country":{"type":"string","minLength":2,"maxLength":2}}|"required":["street","city"]
        contact_person|Whom to ask|"type":"object","properties":{"name":{"type":"string"},"email":{"type":"string","format":"email"},"phone":{"type":"string"}}|"required":["name"]
        bounding_box|Area on the map|"type":"object","properties":{"north":{"type":"number"},"south":{"type":"number"},"east":{"type":"number"},"west":{"type":"number"}}|"required":["north","south","east","west"]
        dry_run|Whether to check only and change nothing|"type":"boolean"|"default":false
        force|Whether warnings are passed over|"type":"boolean"|"default":false
        recursive|Whether folders below are included|"type":"boolean"|"default":true
        include_archived|Whether archived entries are included|"type":"boolean"|"default":false
        include_details|Whether every field is returned|"type":"boolean"|"default":false
        include_history|Whether earlier versions are returned|"type":"boolean"
        case_sensitive|Whether capital letters matter|"type":"boolean"|"default":false
        overwrite|Whether an existing entry is replaced|"type":"boolean"|"default":false
        notify_owner|Whether the owner gets a message|"type":"boolean"|"default":true
        enabled|Whether the entry takes effect at once|"type":"boolean"|"default":true
        confidential|Whether access is limited to the owning team|"type":"boolean"
        timeout_seconds|Longest time to wait, in seconds|"type":"integer"|"minimum":1,"maximum":300,"default":30
        retry_count|Number of further attempts after a failure|"type":"integer"|"minimum":0,"maximum":10,"default":3
        batch_size|Number of entries handled together|"type":"integer"|"minimum":1,"maximum":5000,"default":500
        depth|Number of levels to follow|"type":"integer"|"minimum":1,"maximum":10,"default":2
        interval_minutes|Time between two runs, in minutes|"type":"integer"|"minimum":1,"maximum":1440
        window_days|Number of days to look back|"type":"integer"|"minimum":1,"maximum":365,"default":30
        year|Calendar year|"type":"integer"|"minimum":2000,"maximum":2100
        quarter|Quarter of the year|"type":"integer"|"enum":[1,2,3,4]
        latitude|Latitude in degrees|"type":"number"|"minimum":-90,"maximum":90
        longitude|Longitude in degrees|"type":"number"|"minimum":-180,"maximum":180
        radius_km|Radius around the position, in kilometers|"type":"number"|"minimum":0.1,"maximum":500,"default":10
        temperature|How freely the text is worded|"type":"number"|"minimum":0,"maximum":2,"default":0.7
        confidence_min|Least confidence of a result|"type":"number"|"minimum":0,"maximum":1,"default":0.8
        aggregation|How values are combined|"type":"string"|"enum":["sum","avg","min","max","count"],"default":"sum"
        granularity|Width of a time slot|"type":"string"|"enum":["minute","hour","day","week","month"],"default":"day"
        group_by|Field that results are grouped by|"type":"string"
        tone|Tone of the text|"type":"string"|"enum":["formal","neutral","friendly"],"default":"neutral"
        channel_name|Channel that the message goes to|"type":"string"|"enum":["email","chat","sms","push"]
        assignee|Address of the person in charge|"type":"string","format":"email"
        due_date|Day by which it has to be done|"type":"string","format":"date"
        correlation_id|Identifier that ties log entries together|"type":"string","format":"uuid"
        idempotency_key|Key that makes a repeated call harmless|"type":"string"|"maxLength":64
        output_mode|How much the answer contains|"type":"string"|"enum":["short","full","raw"],"default":"short"
        """
}
