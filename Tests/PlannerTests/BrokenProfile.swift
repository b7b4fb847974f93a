import Testing

/// Profiles with one fault each, and the whole text of the error.
struct BrokenProfile: Sendable, CustomTestStringConvertible {
    /// What is wrong with the profile.
    let fault: String
    /// The profile.
    let text: String
    /// What ``ProfileError/description`` says about it.
    let report: String

    var testDescription: String { fault }
}

extension BrokenProfile {
    static let structure: [BrokenProfile] = [
        BrokenProfile(
            fault: "an empty file",
            text: """
                # nothing here

                """,
            report: """
                error[profile-empty]: could not read the profile: it is empty
                  at: broken.yaml:1:1
                  hint: Begin with `scale:` and, below it, `users: 100`.
                """
        ),
        BrokenProfile(
            fault: "a file that is not a mapping",
            text: """
                - scale

                """,
            report: """
                error[wrong-type]: could not read the profile: it is not a mapping of sections
                  at: broken.yaml:1:1
                  hint: Begin with `scale:` and, below it, `users: 100`.
                """
        ),
        BrokenProfile(
            fault: "a syntax error",
            text: """
                scale:
                  users: 10
                 bad: [

                """,
            report: """
                error[profile-syntax]: could not read the profile: did not find expected key
                  at: broken.yaml:3:2
                  detail: while parsing a block mapping on line 1
                """
        ),
        BrokenProfile(
            fault: "a tab for indentation",
            text: """
                scale:
                \tusers: 10

                """,
            report: """
                error[profile-syntax]: could not read the profile: found character that cannot start any token
                  at: broken.yaml:2:1
                  detail: while scanning for the next token on line 2
                """
        ),
        BrokenProfile(
            fault: "two documents",
            text: """
                scale:
                  users: 100
                ---
                scale:
                  users: 100

                """,
            report: """
                error[profile-syntax]: could not read the profile: it holds more than one document
                  at: broken.yaml:3:1
                """
        ),
        BrokenProfile(
            fault: "an anchor",
            text: """
                scale: &all
                  users: 10

                """,
            report: """
                error[profile-too-complex]: could not read the profile: anchors and aliases are not supported
                  at: broken.yaml:1:8
                  hint: Write the value out.
                """
        ),
        BrokenProfile(
            fault: "an alias of nothing",
            text: """
                scale:
                  users: *count

                """,
            report: """
                error[profile-syntax]: could not read the profile: found undefined alias
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "a merge key",
            text: """
                scale:
                  <<: {users: 3}

                """,
            report: """
                error[unknown-key]: `<<` is not a key of `scale`
                  at: broken.yaml:2:3
                """
        ),
        BrokenProfile(
            fault: "a tag",
            text: """
                scale:
                  users: !number 10

                """,
            report: """
                error[profile-too-complex]: could not read the profile: the tag `!number` is not supported
                  at: broken.yaml:2:10
                  hint: Write the value without a tag.
                """
        ),
        BrokenProfile(
            fault: "a zero byte",
            text: """
                scale:
                  users: 10\0

                """,
            report: """
                error[profile-not-text]: could not read the profile: the character `\\u{0}` cannot be part of one
                  at: broken.yaml:2:12
                """
        ),
        BrokenProfile(
            fault: "an escaped control character",
            text: """
                profile:
                  name: "a\\eb"
                scale:
                  users: 100

                """,
            report: """
                error[bad-value]: profile.name: `a\\u{1B}b` holds a character that cannot be shown
                  at: broken.yaml:2:9
                """
        ),
        BrokenProfile(
            fault: "an unknown section",
            text: """
                scales:
                  users: 100

                """,
            report: """
                error[unknown-key]: `scales` is not a section of a profile
                  at: broken.yaml:1:1
                  hint: Did you mean `scale`?
                """
        ),
        BrokenProfile(
            fault: "an unknown key",
            text: """
                scale:
                  users: 100
                  gatewys: 3

                """,
            report: """
                error[unknown-key]: `gatewys` is not a key of `scale`
                  at: broken.yaml:3:3
                  hint: Did you mean `gateways`?
                """
        ),
        BrokenProfile(
            fault: "an unknown key that is near no other",
            text: """
                scale:
                  users: 100
                  zzzzzzzz: 3

                """,
            report: """
                error[unknown-key]: `zzzzzzzz` is not a key of `scale`
                  at: broken.yaml:3:3
                """
        ),
        BrokenProfile(
            fault: "a key in the wrong section",
            text: """
                global:
                  users: 100

                """,
            report: """
                error[unknown-key]: `users` is not a key of `global`
                  at: broken.yaml:2:3
                  hint: `users` belongs to the section `scale`.
                """
        ),
        BrokenProfile(
            fault: "a key given twice",
            text: """
                scale:
                  users: 100
                  gateways: 3
                  users: 200

                """,
            report: """
                error[duplicate-key]: `users` is given twice
                  at: broken.yaml:4:3
                  detail: first given on line 2
                  hint: Keep one of the two.
                """
        ),
        BrokenProfile(
            fault: "a section given twice",
            text: """
                scale:
                  users: 100
                global:
                  workers: 2
                scale:
                  users: 3

                """,
            report: """
                error[duplicate-key]: `scale` is given twice
                  at: broken.yaml:5:1
                  detail: first given on line 1
                  hint: Keep one of the two.
                """
        ),
        BrokenProfile(
            fault: "a section that is a value",
            text: """
                scale: 100

                """,
            report: """
                error[wrong-type]: scale: there is a single value where a mapping of keys belongs
                  at: broken.yaml:1:8
                """
        ),
        BrokenProfile(
            fault: "a section that is a list",
            text: """
                scale:
                  - users

                """,
            report: """
                error[wrong-type]: scale: there is a list where a mapping of keys belongs
                  at: broken.yaml:2:3
                """
        ),
        BrokenProfile(
            fault: "no users",
            text: """
                scale:
                  gateways: 3

                """,
            report: """
                error[missing-key]: `scale.users` is missing, and there is no default
                  at: broken.yaml:1:1
                """
        ),
        BrokenProfile(
            fault: "a key without a value",
            text: """
                scale:
                  users:

                """,
            report: """
                error[wrong-type]: scale.users: there is no value where a whole number belongs
                  at: broken.yaml:2:9
                """
        ),
    ]

    static let values: [BrokenProfile] = [
        BrokenProfile(
            fault: "a word for a number",
            text: """
                scale:
                  users: many

                """,
            report: """
                error[wrong-type]: scale.users: `many` is not a whole number
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "a quoted number",
            text: """
                scale:
                  users: "100"

                """,
            report: """
                error[wrong-type]: scale.users: `100` is not a whole number
                  at: broken.yaml:2:10
                  hint: Write it without quotes.
                """
        ),
        BrokenProfile(
            fault: "a fraction for a whole number",
            text: """
                scale:
                  users: 10.5

                """,
            report: """
                error[wrong-type]: scale.users: `10.5` is not a whole number
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "a number that is octal to some",
            text: """
                scale:
                  users: 0100

                """,
            report: """
                error[wrong-type]: scale.users: `0100` is not a whole number
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "an exponent",
            text: """
                scale:
                  users: 1e3

                """,
            report: """
                error[wrong-type]: scale.users: `1e3` is not a whole number
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "a mapping for a number",
            text: """
                scale:
                  users: {a: 1}

                """,
            report: """
                error[wrong-type]: scale.users: there is a mapping where a whole number belongs
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "a list for a number",
            text: """
                scale:
                  users: [1]

                """,
            report: """
                error[wrong-type]: scale.users: there is a list where a whole number belongs
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "no user",
            text: """
                scale:
                  users: 0

                """,
            report: """
                error[out-of-range]: scale.users: 0 is too small, minimum 1
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "a negative number",
            text: """
                scale:
                  users: -5

                """,
            report: """
                error[out-of-range]: scale.users: -5 is too small, minimum 1
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "too many users",
            text: """
                scale:
                  users: 100_000_001

                """,
            report: """
                error[out-of-range]: scale.users: 100_000_001 is too large, maximum 100000000
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "a number beyond 64 bits",
            text: """
                scale:
                  users: 99999999999999999999

                """,
            report: """
                error[out-of-range]: scale.users: 99999999999999999999 is too large, maximum 100000000
                  at: broken.yaml:2:10
                """
        ),
        BrokenProfile(
            fault: "a negative seed",
            text: """
                global:
                  random_seed: -1
                scale:
                  users: 100

                """,
            report: """
                error[out-of-range]: global.random_seed: -1 is too small, minimum 0
                  at: broken.yaml:2:16
                """
        ),
        BrokenProfile(
            fault: "a seed beyond 63 bits",
            text: """
                global:
                  random_seed: 9223372036854775808
                scale:
                  users: 100

                """,
            report: """
                error[out-of-range]: global.random_seed: 9223372036854775808 is too large, maximum 9223372036854775807
                  at: broken.yaml:2:16
                """
        ),
        BrokenProfile(
            fault: "a batch of no rows",
            text: """
                scale:
                  users: 100
                performance:
                  batch_size: 0

                """,
            report: """
                error[out-of-range]: performance.batch_size: 0 is too small, minimum 1
                  at: broken.yaml:4:15
                """
        ),
        BrokenProfile(
            fault: "too many workers",
            text: """
                global:
                  workers: 65
                scale:
                  users: 100

                """,
            report: """
                error[out-of-range]: global.workers: 65 is too large, maximum 64
                  at: broken.yaml:2:12
                """
        ),
        BrokenProfile(
            fault: "a word for a truth value",
            text: """
                global:
                  parallel: maybe
                scale:
                  users: 100

                """,
            report: """
                error[wrong-type]: global.parallel: `maybe` is not `true` or `false`
                  at: broken.yaml:2:13
                """
        ),
        BrokenProfile(
            fault: "a percent above 100",
            text: """
                scale:
                  users: 100
                  users_active_percent: 100.5

                """,
            report: """
                error[out-of-range]: scale.users_active_percent: 100.5 is too large, maximum 100
                  at: broken.yaml:3:25
                """
        ),
        BrokenProfile(
            fault: "a percent below 0",
            text: """
                scale:
                  users: 100
                  users_admin_percent: -1

                """,
            report: """
                error[out-of-range]: scale.users_admin_percent: -1 is too small, minimum 0
                  at: broken.yaml:3:24
                """
        ),
        BrokenProfile(
            fault: "infinity",
            text: """
                scale:
                  users: 100
                  users_admin_percent: .inf

                """,
            report: """
                error[wrong-type]: scale.users_admin_percent: `.inf` is not a number
                  at: broken.yaml:3:24
                """
        ),
        BrokenProfile(
            fault: "a rate above 1",
            text: """
                scale:
                  users: 100
                  oauth_token_rate: 1.5

                """,
            report: """
                error[out-of-range]: scale.oauth_token_rate: 1.5 is too large, maximum 1
                  at: broken.yaml:3:21
                """
        ),
    ]

    static let rules: [BrokenProfile] = [
        BrokenProfile(
            fault: "shares of teams that do not make 100",
            text: """
                scale:
                  users: 100
                  teams_private_percent: 60
                  teams_public_percent: 50

                """,
            report: """
                error[conflicting-keys]: scale.teams_public_percent: 50 and `scale.teams_private_percent` do not make 100
                  at: broken.yaml:4:25
                  detail: 60 + 50 = 110
                """
        ),
        BrokenProfile(
            fault: "shares of objects above 100",
            text: """
                scale:
                  users: 100
                  objects_public_percent: 60
                  objects_team_percent: 50

                """,
            report: """
                error[conflicting-keys]: scale.objects_team_percent: 50 and `scale.objects_public_percent` make more than 100
                  at: broken.yaml:4:25
                  detail: 60 + 50 = 110
                """
        ),
        BrokenProfile(
            fault: "shares of time that do not make 100",
            text: """
                scale:
                  users: 100
                temporal:
                  recent_data_percent: 80
                  historical_data_percent: 30

                """,
            report: """
                error[conflicting-keys]: temporal.historical_data_percent: 30 and `temporal.recent_data_percent` do not make 100
                  at: broken.yaml:5:28
                  detail: 80 + 30 = 110
                """
        ),
        BrokenProfile(
            fault: "no personal team",
            text: """
                scale:
                  users: 100
                  personal_teams_per_user: 2

                """,
            report: """
                error[unsupported-value]: scale.personal_teams_per_user: 2 is not supported, the gateway gives every user exactly 1
                  at: broken.yaml:3:28
                """
        ),
        BrokenProfile(
            fault: "limits that cross",
            text: """
                scale:
                  users: 100
                  tokens_per_user_min: 6
                  tokens_per_user_max: 3

                """,
            report: """
                error[conflicting-keys]: scale.tokens_per_user_min: 6 is more than `scale.tokens_per_user_max`
                  at: broken.yaml:3:24
                  detail: maximum 3
                """
        ),
        BrokenProfile(
            fault: "a mean above the limits",
            text: """
                scale:
                  users: 100
                  tokens_per_user_min: 1
                  tokens_per_user_max: 3
                  tokens_per_user_avg: 4

                """,
            report: """
                error[conflicting-keys]: scale.tokens_per_user_avg: 4 is more than `scale.tokens_per_user_max`
                  at: broken.yaml:5:24
                  detail: maximum 3
                """
        ),
        BrokenProfile(
            fault: "a mean below the least",
            text: """
                scale:
                  users: 100
                  metrics_per_tool_min: 10
                  metrics_per_tool_avg: 4

                """,
            report: """
                error[conflicting-keys]: scale.metrics_per_tool_avg: 4 is less than `scale.metrics_per_tool_min`
                  at: broken.yaml:4:25
                  detail: minimum 10
                """
        ),
        BrokenProfile(
            fault: "a mean for a power law",
            text: """
                scale:
                  users: 100
                  members_per_team_avg: 4
                  members_per_team_distribution: power_law

                """,
            report: """
                error[conflicting-keys]: scale.members_per_team_avg: a mean cannot be given for `power_law`, whose bands decide it
                  at: broken.yaml:3:25
                  hint: Leave the mean out, or set `scale.members_per_team_distribution: normal`.
                """
        ),
        BrokenProfile(
            fault: "a team larger than all users",
            text: """
                scale:
                  users: 100
                  members_per_team_min: 101

                """,
            report: """
                error[conflicting-keys]: scale.members_per_team_min: 101 is more than `scale.users`
                  at: broken.yaml:3:25
                  detail: there are 100 users to be members
                  hint: Lower `scale.members_per_team_min` to 100, or raise `scale.users`.
                """
        ),
        BrokenProfile(
            fault: "agents counted in two ways",
            text: """
                scale:
                  users: 100
                  a2a_agents: 10
                  a2a_agents_per_user_avg: 1

                """,
            report: """
                error[conflicting-keys]: scale.a2a_agents_per_user_avg: the agents of a user cannot be given together with `scale.a2a_agents`
                  at: broken.yaml:4:28
                  hint: Keep one of the two.
                """
        ),
        BrokenProfile(
            fault: "an unknown distribution",
            text: """
                scale:
                  users: 100
                  members_per_team_distribution: powerlaw

                """,
            report: """
                error[bad-value]: scale.members_per_team_distribution: `powerlaw` is not a distribution, the values are `power_law`, `normal`, `uniform`
                  at: broken.yaml:3:34
                  hint: Did you mean `power_law`?
                """
        ),
        BrokenProfile(
            fault: "a distribution that a key cannot have",
            text: """
                scale:
                  users: 100
                  tokens_per_user_distribution: power_law

                """,
            report: """
                error[unsupported-value]: scale.tokens_per_user_distribution: `power_law` is a distribution that this key cannot have, the values are `normal`, `uniform`
                  at: broken.yaml:3:33
                """
        ),
        BrokenProfile(
            fault: "an access that is not zipf",
            text: """
                scale:
                  users: 100
                distributions:
                  resource_access: uniform

                """,
            report: """
                error[unsupported-value]: distributions.resource_access: `uniform` is a distribution that this key cannot have, the only value is `zipf`
                  at: broken.yaml:4:20
                """
        ),
        BrokenProfile(
            fault: "two distributions of members",
            text: """
                scale:
                  users: 100
                  members_per_team_distribution: power_law
                distributions:
                  team_size: uniform

                """,
            report: """
                error[conflicting-keys]: distributions.team_size: `uniform` is not what `scale.members_per_team_distribution` says
                  at: broken.yaml:5:14
                  detail: that says `power_law`
                """
        ),
        BrokenProfile(
            fault: "a date that does not exist",
            text: """
                scale:
                  users: 100
                temporal:
                  start_date: 2025-02-29

                """,
            report: """
                error[bad-value]: temporal.start_date: `2025-02-29` is not a date from 1970 to 2199
                  at: broken.yaml:4:15
                  hint: Write it as `2024-01-31` or `2024-01-31T12:00:00Z`.
                """
        ),
        BrokenProfile(
            fault: "a word for a date",
            text: """
                scale:
                  users: 100
                temporal:
                  end_date: tomorrow

                """,
            report: """
                error[bad-value]: temporal.end_date: `tomorrow` is not a date from 1970 to 2199
                  at: broken.yaml:4:13
                  hint: Write it as `2024-01-31` or `2024-01-31T12:00:00Z`.
                """
        ),
        BrokenProfile(
            fault: "`now` for the beginning",
            text: """
                scale:
                  users: 100
                temporal:
                  start_date: now

                """,
            report: """
                error[bad-value]: temporal.start_date: `now` is not a date from 1970 to 2199
                  at: broken.yaml:4:15
                  hint: Write it as `2024-01-31` or `2024-01-31T12:00:00Z`.
                """
        ),
        BrokenProfile(
            fault: "an end before the beginning",
            text: """
                scale:
                  users: 100
                temporal:
                  start_date: 2025-03-01
                  end_date: 2025-02-01

                """,
            report: """
                error[conflicting-keys]: temporal.end_date: `2025-02-01` is not after `temporal.start_date`
                  at: broken.yaml:5:13
                  detail: the data would begin at 2025-03-01
                """
        ),
        BrokenProfile(
            fault: "less than a day",
            text: """
                scale:
                  users: 100
                temporal:
                  start_date: 2025-03-01
                  end_date: 2025-03-01T23:59:59Z

                """,
            report: """
                error[conflicting-keys]: temporal.end_date: `2025-03-01T23:59:59Z` is less than a day after `temporal.start_date`
                  at: broken.yaml:5:13
                  detail: the data would begin at 2025-03-01
                """
        ),
        BrokenProfile(
            fault: "older rows in less than 30 days",
            text: """
                scale:
                  users: 100
                temporal:
                  start_date: 2025-03-01
                  end_date: 2025-03-30
                  historical_data_percent: 20

                """,
            report: """
                error[conflicting-keys]: temporal.historical_data_percent: 20 leaves rows that are older than 30 days, and the data begins 30 days or less before its end
                  at: broken.yaml:6:28
                  detail: the data would begin at 2025-03-01 and end at 2025-03-30
                  hint: Leave the key out, or set it to 0.
                """
        ),
        BrokenProfile(
            fault: "more parts of servers than public objects",
            text: """
                scale:
                  users: 3
                  resources_per_user_avg: 2
                  resources_per_server_min: 5

                """,
            report: """
                error[conflicting-keys]: scale.resources_per_server_min: 5 is more than the number of public resources
                  at: broken.yaml:4:29
                  detail: 2 resources are public; `scale.objects_public_percent` is 30
                  hint: Lower `scale.resources_per_server_min` to 2, or raise `scale.objects_public_percent` or `scale.resources_per_user_avg`.
                """
        ),
        BrokenProfile(
            fault: "a mean of teams that the other name contradicts",
            text: """
                scale:
                  users: 100
                  additional_teams_per_user: 5
                  teams_per_user_avg: 5

                """,
            report: """
                error[conflicting-keys]: scale.teams_per_user_avg: 5 is not the personal team and those of `scale.additional_teams_per_user`
                  at: broken.yaml:4:23
                  detail: 1 + 5 = 6
                """
        ),
        BrokenProfile(
            fault: "a fraction of a team",
            text: """
                scale:
                  users: 100
                  teams_per_user_avg: 5.5

                """,
            report: """
                error[unsupported-value]: scale.teams_per_user_avg: 5.5 is not supported, every user has as many teams
                  at: broken.yaml:3:23
                  hint: Write a whole number; the personal team is one of them.
                """
        ),
        BrokenProfile(
            fault: "a beginning after `now`",
            text: """
                scale:
                  users: 100
                temporal:
                  start_date: 2190-01-01

                """,
            report: """
                error[conflicting-keys]: temporal.end_date: `2026-11-18T11:06:40Z` is not after `temporal.start_date`
                  at: broken.yaml:4:15
                  detail: the data would begin at 2190-01-01
                """
        ),
    ]

    static let words: [BrokenProfile] = [
        BrokenProfile(
            fault: "a reserved domain",
            text: """
                global:
                  email_domain: load.test
                scale:
                  users: 100

                """,
            report: """
                error[bad-value]: global.email_domain: `load.test` cannot be used, the gateway refuses addresses in `.test` at login
                  at: broken.yaml:2:17
                  hint: Use a domain such as `loadtest.example.com`.
                """
        ),
        BrokenProfile(
            fault: "a domain of one label",
            text: """
                global:
                  email_domain: example
                scale:
                  users: 100

                """,
            report: """
                error[bad-value]: global.email_domain: `example` is not a domain, it has only one label
                  at: broken.yaml:2:17
                  hint: Use a domain such as `loadtest.example.com`.
                """
        ),
        BrokenProfile(
            fault: "a domain with an underscore",
            text: """
                global:
                  email_domain: load_test.example.com
                scale:
                  users: 100

                """,
            report: """
                error[bad-value]: global.email_domain: `load_test.example.com` is not a domain, a label holds more than letters, digits and hyphens
                  at: broken.yaml:2:17
                  hint: Use a domain such as `loadtest.example.com`.
                """
        ),
        BrokenProfile(
            fault: "a locale other than the one there is",
            text: """
                scale:
                  users: 100
                realism:
                  faker_locale: de_DE

                """,
            report: """
                error[unsupported-value]: realism.faker_locale: `de_DE` is not supported, the only value is `en_US`
                  at: broken.yaml:4:17
                """
        ),
        BrokenProfile(
            fault: "names whose limits cross",
            text: """
                scale:
                  users: 100
                realism:
                  name_length_min: 60
                  name_length_max: 20

                """,
            report: """
                error[conflicting-keys]: realism.name_length_min: 60 is more than `realism.name_length_max`
                  at: broken.yaml:4:20
                  detail: maximum 20
                """
        ),
        BrokenProfile(
            fault: "a password in place of its variable",
            text: """
                scale:
                  users: 100
                realism:
                  user_password_env: hunter-2!

                """,
            report: """
                error[bad-value]: realism.user_password_env: the value is not the name of an environment variable
                  at: broken.yaml:4:22
                  hint: Name the variable that holds the password, not the password itself.
                """
        ),
        BrokenProfile(
            fault: "ids in an unknown order",
            text: """
                scale:
                  users: 100
                realism:
                  ids: orderd

                """,
            report: """
                error[bad-value]: realism.ids: `orderd` is unknown, the values are `random`, `ordered`
                  at: broken.yaml:4:8
                  hint: Did you mean `ordered`?
                """
        ),
        BrokenProfile(
            fault: "statements to be logged",
            text: """
                database:
                  echo: true
                scale:
                  users: 100

                """,
            report: """
                error[unsupported-value]: database.echo: `true` cannot be honoured, rows go by COPY and no statement is logged
                  at: broken.yaml:2:9
                """
        ),
        BrokenProfile(
            fault: "an unknown way to suspend indexes",
            text: """
                scale:
                  users: 100
                performance:
                  disable_indexes: sometimes

                """,
            report: """
                error[bad-value]: performance.disable_indexes: `sometimes` is unknown, the values are `auto`, `true`, `false`
                  at: broken.yaml:4:20
                """
        ),
        BrokenProfile(
            fault: "an unknown log level",
            text: """
                global:
                  log_level: verbose
                scale:
                  users: 100

                """,
            report: """
                error[bad-value]: global.log_level: `verbose` is unknown, the values are `trace`, `debug`, `info`, `notice`, `warning`, `error`, `critical`
                  at: broken.yaml:2:14
                """
        ),
        BrokenProfile(
            fault: "an unknown check",
            text: """
                scale:
                  users: 100
                validation:
                  checks:
                    - foreign_keys
                    - uniquenes

                """,
            report: """
                error[bad-value]: validation.checks: `uniquenes` is unknown, the values are `foreign_keys`, `uniqueness`, `required_fields`, `email_formats`, `orphans`, `causality`, `counts`, `distributions`, `roll_ups`, `content`
                  at: broken.yaml:6:7
                  hint: Did you mean `uniqueness`?
                """
        ),
        BrokenProfile(
            fault: "a check given twice",
            text: """
                scale:
                  users: 100
                validation:
                  checks: [orphans, orphans]

                """,
            report: """
                error[bad-value]: validation.checks: `orphans` is given twice
                  at: broken.yaml:4:21
                """
        ),
        BrokenProfile(
            fault: "a report that is not JSON",
            text: """
                scale:
                  users: 100
                reporting:
                  format: csv

                """,
            report: """
                error[unsupported-value]: reporting.format: `csv` is not supported, the only value is `json`
                  at: broken.yaml:4:11
                """
        ),
        BrokenProfile(
            fault: "a report without a file",
            text: """
                scale:
                  users: 100
                reporting:
                  enabled: true

                """,
            report: """
                error[missing-key]: reporting.enabled: a report is wanted, but no file is named for it
                  at: broken.yaml:4:12
                  hint: Set `reporting.output_file`.
                """
        ),
        BrokenProfile(
            fault: "no component",
            text: """
                scale:
                  users: 100
                generation_order: []

                """,
            report: """
                error[bad-order]: generation_order: the list names no component
                  at: broken.yaml:3:19
                  hint: Leave the key out to generate every component.
                """
        ),
        BrokenProfile(
            fault: "components that are not a list",
            text: """
                scale:
                  users: 100
                generation_order: users

                """,
            report: """
                error[wrong-type]: generation_order: `users` is not a list of components
                  at: broken.yaml:3:19
                """
        ),
        BrokenProfile(
            fault: "an unknown component",
            text: """
                scale:
                  users: 100
                generation_order:
                  - users
                  - team

                """,
            report: """
                error[bad-order]: generation_order: `team` is not a component
                  at: broken.yaml:5:5
                  hint: Did you mean `teams`?
                """
        ),
        BrokenProfile(
            fault: "a component given twice",
            text: """
                scale:
                  users: 100
                generation_order:
                  - users
                  - users

                """,
            report: """
                error[bad-order]: generation_order: `users` is given twice
                  at: broken.yaml:5:5
                  detail: first given on line 4
                """
        ),
        BrokenProfile(
            fault: "a component without its parent",
            text: """
                scale:
                  users: 100
                generation_order:
                  - users
                  - team_members

                """,
            report: """
                error[bad-order]: generation_order: `team_members` cannot be generated without `teams`
                  at: broken.yaml:5:5
                  hint: Put `teams` before it.
                """
        ),
        BrokenProfile(
            fault: "a component before its parent",
            text: """
                scale:
                  users: 100
                generation_order:
                  - teams
                  - users

                """,
            report: """
                error[bad-order]: generation_order: `teams` cannot be generated before `users`
                  at: broken.yaml:4:5
                  hint: Put `users` before it.
                """
        ),
    ]

    static let all = structure + values + rules + words
}
