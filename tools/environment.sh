# shellcheck shell=bash
# Read by ./digr: the environment that the program needs, whatever the user's is.

# A thread limit other than a whole number gives ND4J wrong results or none, and the other settings abort oneDNN. They stand in
# the profiles of clusters and in container images, for other programs.
thread_environment() {
    local threads=${OMP_NUM_THREADS:-}
    # OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE stay: on some processors OpenBLAS computes right only with them.
    # shellcheck disable=SC2086 # names of variables hold no blanks
    unset -v ${!OMP_@} ${!GOMP_@} ${!KMP_@} ${!MKL_@} OPENBLAS_NUM_THREADS OPENBLAS_DEFAULT_NUM_THREADS \
        OPENBLAS_THREAD_TIMEOUT OPENBLAS_MAIN_FREE ${!GOTO_@} ${!DNNL_@} ${!ONEDNN_@}
    case $threads in
        [1-9] | [1-9][0-9] | [1-9][0-9][0-9]) export OMP_NUM_THREADS=$threads ;;
    esac
    # How long a thread of ND4J's waits awake for the next operation. By OpenMP's default it is so long that beside one other
    # busy program a notebook takes thirty times as long; with this twice as long, and on an idle machine no longer.
    export GOMP_SPINCOUNT=3000
}

# Git is to look at this folder, and Python at the environment that is made here. A notebook's or a hook's shell may say else.
tool_environment() {
    unset -v GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR \
        GIT_NAMESPACE GIT_PREFIX
    unset -v PYTHONHOME PYTHONPATH PYTHONSTARTUP PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIRE_VIRTUALENV
    unset -v CLASSPATH CDPATH
}

# File names and messages in UTF-8, which Java takes from the locale; numbers and words as in English.
locale_environment() {
    if [ "$(uname)" = Linux ] && [ "$(locale charmap 2> /dev/null)" != UTF-8 ]; then export LC_ALL=C.UTF-8; fi
    jvm_options+=(-Duser.language=en -Duser.country=US -Dfile.encoding=UTF-8)
}

# A home that can be written: Java, pip and Jupyter would else make folders named ? and ~ where the user stands. Java asks the
# user's entry in passwd, the others ask HOME. `java_home` is what Java is told in place of that entry, or empty.
home_environment() {
    local entry
    entry=$(unset HOME && echo ~)
    [ "$entry" != / ] || entry= # bash's word for none
    if ! usable "${HOME:-}"; then
        HOME=$entry
        usable "$HOME" || HOME=$(private_folder)
        export HOME
    fi
    java_home=
    if usable "$entry"; then return; fi
    java_home=$HOME
    # Maven and the notebook kernel take the JVM's options as one text, which they split at blanks.
    case $HOME in *[[:space:]]*) java_home=$(private_folder) ;; esac
    jvm_options+=("-Duser.home=$java_home")
}

usable() { [ -n "$1" ] && [ -d "$1" ] && [ -w "$1" ]; }

# Of this user alone, as libraries are unpacked there and loaded.
private_folder() {
    local folder=/tmp/digr-$UID
    mkdir -m 700 "$folder" 2> /dev/null || { [ -O "$folder" ] && [ ! -L "$folder" ] && chmod 700 "$folder"; } ||
        die "no home folder that can be written, and $folder is another user's; set HOME"
    echo "$folder"
}

thread_environment
tool_environment
locale_environment
home_environment
