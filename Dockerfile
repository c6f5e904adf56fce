FROM python:3.11-slim
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /winnow
COPY . .
RUN make setup
# Mount your data and recipes, and a folder for the runs: docker run -v "$PWD:/work" -w /work winnow curate recipe.toml
ENTRYPOINT ["/winnow/.venv/bin/winnow"]
CMD ["--help"]
