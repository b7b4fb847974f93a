import Rows

extension ProfileKey {
    /// Keys of `profile`, `global` and `database`.
    static let generalKeys: [ProfileKey] = [
        ProfileKey(
            "profile.name",
            .text(lengthMax: 64),
            "Name of the profile; the file's name when it is left out."
        ),
        ProfileKey(
            "profile.description",
            .text(lengthMax: 500),
            default: "",
            "What the profile is for."
        ),
        ProfileKey(
            "profile.version",
            .text(lengthMax: 64),
            default: "1.0",
            "Version of the profile, for its author's use."
        ),
        ProfileKey(
            "global.random_seed",
            .integer(0...Int64.max),
            default: "\(DatasetConfiguration.defaultSeed)",
            "Seed of every random choice; the same profile and seed give the same rows."
        ),
        ProfileKey(
            "global.batch_size",
            .integer(batchSizeRange),
            "Rows in a batch, when `performance` names no number."
        ),
        ProfileKey(
            "global.progress_bar",
            .boolean,
            default: "true",
            "Whether a terminal shows the progress."
        ),
        ProfileKey(
            "global.progress_update_frequency",
            .integer(0...1_000_000_000),
            default: "0",
            "Rows between two updates of the progress; 0 leaves it to the clock."
        ),
        ProfileKey(
            "global.parallel",
            .boolean,
            default: "true",
            "Whether more than one worker loads; `false` means one, whatever `workers` says."
        ),
        ProfileKey(
            "global.workers",
            .integer(1...64),
            "Workers that load side by side; decided by the cores when it is left out."
        ),
        ProfileKey(
            "global.email_domain",
            .emailDomain,
            default: "loadtest.example.com",
            "Domain of the generated users' addresses; choose one that no real user has."
        ),
        ProfileKey(
            "global.output_report",
            .text(lengthMax: 1_000),
            "File of the report, when `reporting.output_file` is left out and reports are not disabled."
        ),
        ProfileKey(
            "global.log_level",
            .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
            default: "info",
            "Least severe message that is logged."
        ),
        ProfileKey(
            "database.pool_size",
            .integer(1...1_000),
            default: "5",
            "Connections kept open; unlimited when `max_overflow` is left out as well."
        ),
        ProfileKey(
            "database.max_overflow",
            .integer(0...1_000),
            default: "10",
            "Connections beyond `pool_size`; their sum limits the workers."
        ),
        ProfileKey(
            "database.pool_timeout",
            .integer(1...3_600),
            default: "30",
            "Seconds to wait for a connection."
        ),
        ProfileKey(
            "database.echo",
            .boolean,
            default: "false",
            "Only `false`: statements are not logged, as rows go by COPY."
        ),
    ]

    /// Rows that a batch may have.
    static let batchSizeRange: ClosedRange<Int64> = 1...1_000_000

    /// Keys of `distributions`.
    static let distributionKeys: [ProfileKey] = [
        ProfileKey(
            "distributions.team_size",
            .distribution(["power_law", "normal", "uniform"]),
            default: "power_law",
            "Distribution of the members over teams; the same as "
                + "`scale.members_per_team_distribution` where both are given."
        ),
        ProfileKey(
            "distributions.resource_access",
            .distribution(["zipf"]),
            default: "zipf",
            "Distribution of the accesses over resources."
        ),
        ProfileKey(
            "distributions.prompt_access",
            .distribution(["zipf"]),
            default: "zipf",
            "Distribution of the accesses over prompts."
        ),
        ProfileKey(
            "distributions.tool_invocation",
            .distribution(["zipf"]),
            default: "zipf",
            "Distribution of the calls over tools."
        ),
        ProfileKey(
            "distributions.temporal",
            .distribution(["exponential_decay"]),
            default: "exponential_decay",
            "Distribution of the rows over time before the last 30 days."
        ),
    ]

    /// Keys of `temporal`.
    static let temporalKeys: [ProfileKey] = [
        ProfileKey(
            "temporal.start_date",
            .date(takesNow: false),
            "First moment of the data; 730 days before the end when it is left out."
        ),
        ProfileKey(
            "temporal.end_date",
            .date(takesNow: true),
            default: "now",
            "Last moment of the data; a bare date means its first moment, 00:00 UTC."
        ),
        ProfileKey(
            "temporal.recent_data_percent",
            .percent,
            default: "80",
            "Share of every table's rows that fall in the last 30 days."
        ),
        ProfileKey(
            "temporal.historical_data_percent",
            .percent,
            default: "20",
            "Share of the rows before that; with `recent_data_percent` it makes 100."
        ),
    ]

    /// Keys of `realism`.
    static let realismKeys: [ProfileKey] = [
        ProfileKey(
            "realism.use_faker",
            .boolean,
            default: "true",
            "Whether people have real names; otherwise they are numbered."
        ),
        ProfileKey(
            "realism.faker_locale",
            .choice(["en_US"]),
            default: "en_US",
            "Language and country of the names."
        ),
        ProfileKey(
            "realism.name_length_min",
            .integer(1...60),
            default: "5",
            "Least number of characters of an object's name."
        ),
        ProfileKey(
            "realism.name_length_max",
            .integer(16...60),
            default: "50",
            "Greatest number of characters of an object's name, the code that makes it unique included."
        ),
        ProfileKey(
            "realism.description_length_min",
            .integer(0...8192),
            default: "50",
            "Least number of characters of a description."
        ),
        ProfileKey(
            "realism.description_length_max",
            .integer(0...8192),
            default: "200",
            "Greatest number of characters of a description."
        ),
        ProfileKey(
            "realism.ids",
            .choice(["random", "ordered"]),
            default: "random",
            "How primary keys are spread: like the gateway's own, or rising with time."
        ),
        ProfileKey(
            "realism.user_password_env",
            .environmentName,
            "Environment variable with the password of every active generated user; "
                + "no password works when it is left out."
        ),
    ]
}
