"""One learner as a hub sees them: cookies, pages, a kernel, without a browser."""

import json
import urllib.parse
import uuid

import requests
import websocket

SECONDS = 300  # for any one answer, at most
LESSONS, FIRST = "zero-loops/notebooks", "00_start_here.ipynb"


class Learner:
    """One learner's browser: cookies, pages, a kernel; raises for whatever goes wrong."""

    def __init__(self, hub, name):
        self.hub, self.name, self.kernel = hub, name, None
        self.home = hub.folder / "homes" / name
        self.session = requests.Session()

    def get(self, path, method="GET", **more):
        """What the address answers, as `requests` has it."""
        url = path if "://" in path else f"{self.hub.url}{path}"
        answer = self.session.request(method, url, timeout=SECONDS, **more)
        answer.raise_for_status()
        return answer

    def log_in(self):
        """Log in, with the password of all."""
        self.get("/hub/login")
        words = {"username": self.name, "password": self.hub.password, "_xsrf": self._xsrf("/hub/")}
        self.get("/hub/login?next=%2Fhub%2Ftoken", "POST", data=words)  # a page without a server

    def _xsrf(self, path):
        found = [each for each in self.session.cookies if each.name == "_xsrf"]
        return next(each.value for each in found if each.path == path)

    def start_server(self):
        """Begin with the teacher's link; returns when the page would show its own server."""
        page = self.get(self.hub.link())
        if "/spawn-pending/" in page.url:
            path = f"/hub/api/users/{self.name}/server/progress?_xsrf={self._xsrf('/hub/')}"
            last = list(self._events(path))[-1]
            if not last.get("ready"):
                raise RuntimeError(f"{self.name}: {last}")
            page = self.get(page.url)
        if urllib.parse.urlsplit(page.url).path != f"/user/{self.name}/git-pull":
            raise RuntimeError(f"{self.name} is at {page.url}")

    def _events(self, path):
        for line in self.get(path, stream=True).iter_lines():
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))

    def pull(self):
        """What the page of the link does: fetch the course; returns what git says."""
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.hub.link()).query)
        words = {name: query[name][0] for name in ("repo", "branch")} | {"targetpath": "zero-loops"}
        words["_xsrf"] = self._xsrf(f"/user/{self.name}/")
        events = list(
            self._events(f"/user/{self.name}/git-pull/api?{urllib.parse.urlencode(words)}")
        )
        said = "".join(event.get("output", "") for event in events)
        if events[-1]["phase"] != "finished":
            raise RuntimeError(f"{self.name}: {said}")
        return said

    def open_lesson(self, name=FIRST):
        """The page of JupyterLab with the lesson, and its notebook."""
        path = f"{LESSONS}/{name}"
        self.get(f"/user/{self.name}/lab/tree/{path}")
        return self.get(f"/user/{self.name}/api/contents/{path}").json()["content"]

    def start_kernel(self, name=FIRST):
        path = f"{LESSONS}/{name}"
        words = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        head = {"X-XSRFToken": self._xsrf(f"/user/{self.name}/")}
        path = f"/user/{self.name}/api/sessions"
        answer = self.get(path, "POST", json=words, headers=head).json()
        self.kernel = answer["kernel"]["id"]
        cookies = {each.name: each.value for each in self.session.cookies if "user" in each.path}
        here = f"{self.hub.url.replace('http', 'ws')}/user/{self.name}"
        self.channel = websocket.create_connection(
            f"{here}/api/kernels/{self.kernel}/channels",
            cookie="; ".join(f"{name}={value}" for name, value in cookies.items()),
            timeout=SECONDS,
        )

    def run(self, source):
        """Runs a cell; returns (what it printed or gave, its error or "")."""
        head = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": self.name}
        head |= {"username": self.name, "version": "5.3"}
        words = {"code": source, "silent": False, "store_history": True, "stop_on_error": True}
        words |= {"allow_stdin": False, "user_expressions": {}}
        message = {"header": head, "parent_header": {}, "metadata": {}, "content": words}
        self.channel.send(json.dumps(message | {"channel": "shell", "buffers": []}))
        said, error, ends = "", "", set()
        while ends != {"idle", "reply"}:
            message = self._next(head["msg_id"])
            kind, content = message["header"]["msg_type"], message["content"]
            said += content.get("text", "") if kind == "stream" else ""
            said += content["data"].get("text/plain", "") if kind == "execute_result" else ""
            error = f"{content['ename']}: {content['evalue']}" if kind == "error" else error
            if kind == "execute_reply" or content.get("execution_state") == "idle":
                ends.add("reply" if kind == "execute_reply" else "idle")
        return said, error

    def _next(self, asked):
        while True:
            frame = self.channel.recv()
            if isinstance(frame, str) and frame:  # binary ones bring a widget's buffers
                message = json.loads(frame)
                if message["parent_header"].get("msg_id") == asked:
                    return message
            if not frame:
                raise RuntimeError(f"{self.name}: the kernel's channel was closed")
