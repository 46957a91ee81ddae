# DIGR with everything built; serves JupyterLab to this machine only:
#   docker build -t digr . && docker run --rm -p 127.0.0.1:8888:8888 digr
FROM eclipse-temurin:17-jdk-jammy
RUN apt-get update && apt-get install -y --no-install-recommends git unzip python3 python3-venv libfreetype6 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 1000 jovyan && install -d -o jovyan -g jovyan /home/jovyan/digr
USER jovyan
WORKDIR /home/jovyan/digr
COPY --chown=jovyan . .
ENV DIGR_MEMORY=1500m
RUN ./digr --version && ./digr lab --version
EXPOSE 8888
CMD ["./digr", "lab", "--ip=0.0.0.0", "--no-browser"]
