#!/usr/bin/env bash
# A hub for a class on this machine, for a try. The page for teachers is .github/teachers.md.
#
#   bash binder/hub.sh [ADDRESS [PORT]]     127.0.0.1 and 8000 where they are not given
#   bash binder/hub.sh publish FOLDER       what is committed here, to the repository FOLDER
#
# ZERO_LOOPS_HUB names the folder in which all of it stands, PYTHON the Python that it takes.
set -euo pipefail
course=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python=${PYTHON:-python3}
if [ "$(id -u)" = 0 ]; then place=/opt/zero-loops; else place=$HOME/zero-loops-hub; fi
export ZERO_LOOPS_HUB=${ZERO_LOOPS_HUB:-$place}
hub=$ZERO_LOOPS_HUB env=$ZERO_LOOPS_HUB/env
proxy=$env/node_modules/.bin/configurable-http-proxy
lesson=zero-loops/notebooks/00_start_here.ipynb
as_nobody='import subprocess, sys; subprocess.run([sys.executable, "-c", ""], user=65534, check=True)'

binds='import socket, sys; socket.create_server((sys.argv[1], int(sys.argv[2]))).close()'

fail() {
    echo "$*" >&2
    exit 1
}

needs() {  # says what is missing before anything is made
    command -v git >/dev/null || fail "git is missing: install it, then run this again."
    git -C "$course" rev-parse -q --verify HEAD >/dev/null ||
        fail "git reads no clone in $course. If it says why, above, start this from the account that owns the" \
            "folder, with sudo; else get the course with git clone: learners fetch it with git."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        fail "$python is missing, or older than 3.11: PYTHON names another one."
    "$python" -c 'import ensurepip' 2>/dev/null ||
        fail "$python makes no environments; on Debian and Ubuntu: apt install python3-venv."
    [ "$(id -u)" != 0 ] || "$python" -c "$as_nobody" 2>/dev/null ||
        fail "$python is closed to all but root: PYTHON names another one, such as /usr/bin/python3."
    [ -x "$proxy" ] || command -v npm >/dev/null ||
        fail "npm is missing, which comes with Node.js 18 or newer; on Debian and Ubuntu: apt install npm."
    ! (exec 3<>/dev/tcp/127.0.0.1/8081) 2>/dev/null ||
        fail "A hub runs on this machine already, or another program has port 8081: end that first."
    [ "$ip" != 0.0.0.0 ] && "$python" -c "$binds" "$ip" 0 2>/dev/null ||
        fail "$ip is no address of this machine that learners can open: hostname -I shows those it has," \
            "on macOS ipconfig getifaddr en0."
    # a proxy that a killed hub left behind is taken over
    [ -s "$hub/hub/proxy.pid" ] || "$python" -c "$binds" "$ip" "$port" 2>/dev/null ||
        fail "Port $port cannot be had: another program has it, or it is no port. Give another one: hub.sh $ip 8001"
}

publish() {  # what is committed, to where learners' links fetch it from
    [ -d "$1" ] || git init -q --bare --initial-branch=main "$1"
    git -C "$1" config receive.shallowUpdate true
    git -C "$course" push -q "$1" HEAD:refs/heads/main 2>"$1/push.log" || {
        cat "$1/push.log" >&2
        fail "$1 holds commits that are not in yours, as after --amend or with an older checkout, and learners have" \
            "fetched them. Undo what should go with git revert, or check out your newest commit, and run this again."
    }
}

install() {  # the hub, and the course as it is committed
    local pins=binder/requirements.txt
    [ -x "$env/bin/python" ] || "$python" -m venv "$env"
    if "$env/bin/python" -c 'import sys; sys.exit(sys.version_info >= (3, 12))'; then
        pins=requirements.txt  # some of the pins need Python 3.12
    fi
    grep -v '^-e' "$course/$pins" >"$hub/requirements.txt"
    "$env/bin/pip" install -q --disable-pip-version-check --root-user-action=ignore \
        jupyterhub==6.1.1 nbgitpuller==1.3.0 jupyterhub-idle-culler==2.0.0 'hatchling>=1.27,<2' \
        -r "$hub/requirements.txt"
    "$env/bin/pip" install -q --disable-pip-version-check --root-user-action=ignore \
        --no-deps --no-build-isolation --force-reinstall "git+file://$hub/zero-loops@main"
    [ -x "$proxy" ] || npm install --loglevel=error --no-audit --no-fund --no-update-notifier --prefix "$env" \
        configurable-http-proxy@5.1.0 >/dev/null
}

link() {  # that a teacher gives
    "$env/bin/python" - "$1" "$hub" "$lesson" <<'END'
import sys, urllib.parse
address, hub, lesson = sys.argv[1:]
words = {"repo": f"file://{hub}/zero-loops", "branch": "main", "urlpath": f"lab/tree/{lesson}"}
print(f"{address}/hub/user-redirect/git-pull?{urllib.parse.urlencode(words, safe='/:')}")
END
}

if [ "${1:-}" = publish ]; then
    [ -d "${2:-}" ] || fail "publish needs the folder zero-loops in the hub's folder, such as $hub/zero-loops."
    publish "$(cd "$2" && pwd)"
    git -C "$course" log -1 --format="Published: %h %s"
    exit
fi
ip=${1:-127.0.0.1} port=${2:-8000}
needs
umask 022
mkdir -p "$hub"
publish "$hub/zero-loops"
now=$(git -C "$course" rev-parse HEAD)
if [ "$(cat "$hub/installed" 2>/dev/null)" != "$now" ]; then
    echo "Installing into $env; the first time takes some minutes."
    install
    echo "$now" >"$hub/installed"
fi
if [ ! -s "$hub/password" ]; then
    (umask 077 && "$python" -c 'import secrets; print(secrets.token_hex(4))' >"$hub/password")
fi
export ZERO_LOOPS_HUB_PASSWORD=${ZERO_LOOPS_HUB_PASSWORD:-$(cat "$hub/password")}
export PATH=$env/node_modules/.bin:$env/bin:$PATH
cat <<END
The hub: http://$ip:$port, in some seconds; Control-C ends it, and everyone's servers.
Log in with a name that nobody else has, without spaces, and the password $ZERO_LOOPS_HUB_PASSWORD
The link for learners: $(link "http://$ip:$port")
END
cd "$hub"
exec "$env/bin/jupyterhub" -f "$course/binder/jupyterhub_config.py" \
    --ip="$ip" --port="$port" --log-level=WARN
