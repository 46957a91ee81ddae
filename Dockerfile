# DIGR with everything built, for one person, Binder, JupyterHub and devcontainers; README says how, "In a course".
FROM eclipse-temurin:17-jdk-jammy
ARG NB_USER=jovyan
ARG NB_UID=1000
# Not in the home folder, over which a hub lays the user's own.
RUN apt-get update && apt-get install -y --no-install-recommends git unzip python3 python3-venv libfreetype6 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid ${NB_UID} ${NB_USER} && install -d -o ${NB_USER} /opt/digr /opt/maven
ENV USER=${NB_USER} HOME=/home/${NB_USER} PATH=/opt/digr/.venv/bin:${PATH} \
    MAVEN_OPTS=-Dmaven.repo.local=/opt/maven DIGR_MEMORY=1500m
USER ${NB_UID}
WORKDIR /opt/digr
COPY --chown=${NB_UID} . .
RUN ./digr lab --version
# The hub's version, where one is to start jupyterhub-singleuser.
ARG JUPYTERHUB=
RUN [ -z "${JUPYTERHUB}" ] || pip install --no-cache-dir "jupyterhub==${JUPYTERHUB}"
EXPOSE 8888
CMD ["./digr", "lab", "--ip=0.0.0.0", "--no-browser"]
