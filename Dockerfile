# docker build -t ccsvi-refs . && docker run --rm -v "$PWD:/work" ccsvi-refs audit page.html
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY src src
COPY styles styles
COPY docs/reference/rules.md docs/reference/rules.md
RUN python -m venv /opt/ccsvi-refs
RUN /opt/ccsvi-refs/bin/python -m pip install --no-cache-dir --no-compile --constraint constraints.txt ".[pdf]"

FROM python:3.13-slim
COPY --from=build /opt/ccsvi-refs /opt/ccsvi-refs
RUN useradd --uid 10001 --create-home reader && mkdir /store && chown reader /store
# Answers are kept between runs where a volume is mounted there: -v ccsvi-refs:/store
ENV PATH=/opt/ccsvi-refs/bin:$PATH CCSVI_REFS_CACHE_DIR=/store PYTHONDONTWRITEBYTECODE=1
USER reader
WORKDIR /work
ENTRYPOINT ["ccsvi-refs"]
CMD ["--help"]
