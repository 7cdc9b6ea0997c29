# Two images from one file: docker build --target worker . and docker build --target starter .

FROM maven:3.9.11-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/m2 mvn -q -B -Dmaven.repo.local=/m2 -DskipTests -pl worker,starter -am package
# What changes rarely gets a layer of its own: other people's libraries, then Lastgood's modules, then the program.
# The servers that ./lastgood brings along are of no use beside a real PostgreSQL.
RUN for program in worker starter; do \
      mkdir -p /out/$program/modules && \
      for module in programs workflows catalog history activities; do \
        mv $program/target/lib/$module-[0-9]*.jar /out/$program/modules/ 2>/dev/null || true; \
      done && \
      rm -f $program/target/lib/embedded-postgres-binaries-*.jar && \
      mv $program/target/lib /out/$program/lib && \
      mv $program/target/$program.jar /out/$program/; \
    done

FROM debian:13.1-slim AS jre
RUN apt-get update \
 && apt-get install -y --no-install-recommends openjdk-21-jre-headless ca-certificates curl tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --home-dir /var/lib/lastgood --create-home lastgood \
 && install -d -o lastgood -g lastgood /var/lib/lastgood/artifacts
# A rollback is short and its code cold: compiled quickly it is sooner done than compiled well (bench/webhook).
ENV JAVA_TOOL_OPTIONS="-XX:TieredStopAtLevel=1 -XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError" \
    LASTGOOD_ARTIFACTS=/var/lib/lastgood/artifacts
WORKDIR /app

FROM jre AS starter
ENV LASTGOOD_ADDRESS=0.0.0.0 LASTGOOD_CATALOG=/etc/lastgood/lastgood.yml
COPY --from=build /out/starter/lib lib/
COPY --from=build /out/starter/modules lib/
COPY --from=build /out/starter/starter.jar ./
USER lastgood
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/actuator/health"]
ENTRYPOINT ["tini", "--", "java", "-jar", "/app/starter.jar"]

FROM jre AS worker
# pg_dump must be at least as new as the servers that are taken back.
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client git openssh-client \
 && rm -rf /var/lib/apt/lists/*
ENV LASTGOOD_WORKER_ADDRESS=0.0.0.0
COPY --from=build /out/worker/lib lib/
COPY --from=build /out/worker/modules lib/
COPY --from=build /out/worker/worker.jar ./
USER lastgood
EXPOSE 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8081/actuator/health"]
ENTRYPOINT ["tini", "--", "java", "-jar", "/app/worker.jar"]
