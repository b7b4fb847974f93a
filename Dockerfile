# gatefill as an image: built with Swift, run without it.
#
#   docker build --tag gatefill .
#   docker run --rm gatefill plan --profile small

FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libargon2-dev libpq-dev libsqlite3-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
# The package names its tests' folders too; the tests themselves are not needed.
COPY Tests Tests
RUN swift build --configuration release --static-swift-stdlib --product gatefill \
    && install --strip .build/release/gatefill /usr/local/bin/gatefill

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates libargon2-1 libpq5 libsqlite3-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 gatefill \
    && install --directory --owner gatefill /journal
COPY --from=build /usr/local/bin/gatefill /usr/local/bin/gatefill
COPY profiles /usr/local/share/gatefill/profiles
ENV GATEFILL_PROFILES=/usr/local/share/gatefill/profiles
USER gatefill
# The journal is kept here: mount a volume.
WORKDIR /journal
VOLUME /journal
ENTRYPOINT ["gatefill"]
CMD ["--help"]
