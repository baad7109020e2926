# Both images can be replaced by a mirror's: docker build --build-arg BUILD_IMAGE=... .
ARG BUILD_IMAGE=rust:1.95.0-alpine
ARG RUN_IMAGE=alpine:3.22

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --package bonsens --bin bonsens

FROM ${RUN_IMAGE}
COPY --from=build /src/target/release/bonsens /usr/local/bin/bonsens
# Where records and the installation's key are kept: mount a volume here.
RUN mkdir /data && chown 10001:10001 /data
ENV BONSENS_DATA=/data
VOLUME /data
# A number, so that an orchestrator can see it is not root.
USER 10001:10001
WORKDIR /data
ENTRYPOINT ["bonsens"]
CMD ["--help"]
