import Faults
import Planner

/// The environment variables that the program looks at, beside those that options name.
struct EnvironmentVariable {
    let name: String
    let meaning: String

    /// All of them.
    static let all = [
        EnvironmentVariable(
            name: "DATABASE_URL",
            meaning: "The target where no --target is given, in SQLAlchemy's spelling, as the "
                + "gateway reads it"
        ),
        EnvironmentVariable(
            name: ProfileLocator.environmentName,
            meaning: "A folder with profiles, looked through after ./profiles and before those "
                + "that come with the program"
        ),
        EnvironmentVariable(
            name: "PGPASSWORD",
            meaning: "The password of a PostgreSQL target, read by libpq like its other variables "
                + "(PGPASSFILE, PGSSLMODE, PGSSLROOTCERT and others), where the URL says nothing"
        ),
        EnvironmentVariable(
            name: "NO_COLOR",
            meaning:
                "With any value, progress is shown without colours; without a terminal, or with "
                + "TERM=dumb, it is plain lines"
        ),
        EnvironmentVariable(
            name: "LC_ALL",
            meaning: "With UTF-8 in it, or in LC_CTYPE or LANG, bars are drawn with blocks"
        ),
        EnvironmentVariable(
            name: CrashPoint.variable,
            meaning: "label:n or label:n:stop: the program kills or stops itself the n-th time "
                + "it passes a step, for tests"
        ),
    ]
}
