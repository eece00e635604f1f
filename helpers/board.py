"""The board of a class: learners against exercises, live, from their progress files; it only reads.

    python3 -m helpers.board FOLDER
    python3 -m helpers.board FOLDER --lesson 05 --hide-names --port 8765

FOLDER holds NAME.json of each learner, or a folder NAME with .progress.json in it or in its
notebooks/. The page is for this machine, and there for who has its address. In a cell,
board("FOLDER") shows it once, as it is now. Needs no package.
"""

import argparse
import contextlib
import html
import http.server
import secrets
import string
import sys
import time
import urllib.parse
from collections import Counter
from pathlib import Path

from helpers.checking.classroom import STUCK, learners
from helpers.checking.clean import FOLDER
from helpers.checking.lessons import lessons
from helpers.pictures.card import Shown

PORT, LONG, MOST = 8765, 12, 4  # LONG rows stand in one table, MOST names in a sentence
STYLE, PAGE = (
    Path(__file__).with_name("pictures").joinpath(name).read_text("utf-8")
    for name in ("board.css", "board.html")
)
SIGNS = {"passed": "✓", "tried": "◐", "stuck": "!", "open": "·"}
WORDS = {**dict(zip(SIGNS, SIGNS, strict=True)), "open": "not tried"}
LEGEND = {
    "tried": "so many versions failed, none passed",
    "stuck": f"{STUCK} or more versions failed, none passed",
}


class Board(Shown):
    """The learners of a folder against the exercises of a lesson ("05"), or of all ("").

    With `hide_names` learners are numbers. Raises ValueError for a folder that cannot be read, and
    for a lesson that does not exist.
    """

    def __init__(self, folder, lesson="", hide_names=False):
        known = lessons(FOLDER)
        self.links = ["", *(each.notebook[:2] for each in known)]
        self.lessons = [e for e in known if lesson in ("", e.notebook, e.notebook[:2])]
        if not self.lessons:
            needed = ", ".join(self.links[1:])
            raise ValueError(f"there is no lesson {lesson}; the lessons are {needed}")
        self.lesson = lesson[:2]
        self.exercises = [name for each in self.lessons for name in each.exercises]
        self.asked = {expression for each in self.lessons for expression in each.guesses}
        self.learners = learners(Path(folder), hide_names)
        self.whole = [each for each in self.learners if not each.fault]
        self.counts = {
            name: Counter(each.told(name)[0] for each in self.whole) for name in self.exercises
        }
        # Where more are stuck comes first; of as many, where more have tried.
        weights = {name: (n["stuck"], n["tried"]) for name, n in self.counts.items() if n["stuck"]}
        self.stuck = sorted(weights, key=weights.get, reverse=True)
        self.worst = {name for name in weights if weights[name] == weights[self.stuck[0]]}

    @property
    def title(self):
        """What is shown."""
        return f"{self.lesson} {self.lessons[0].title}" if self.lesson else "All lessons"

    @property
    def headline(self):
        """How much is passed, in a sentence."""
        if not self.learners:
            return "No learner's progress file is here yet."
        passed, count = sum(each["passed"] for each in self.counts.values()), len(self.whole)
        broken = len(self.learners) - count
        files = f"; files that cannot be used: {broken}" * bool(broken)
        total = count * len(self.exercises)
        return f"{passed} of {total} passed. Learners: {count}{files}"

    @property
    def notes(self):
        """[(label, words)]: who is stuck, first where most are; what was guessed wrong most."""
        places, more = "; ".join(map(self._who, self.stuck[:MOST])), len(self.stuck) - MOST
        places += f"; further exercises: {more}" * (more > 0)
        notes = [("Stuck", places or "nobody")]
        answers = [pair for each in self.whole for pair in self._guesses(each).items()]
        missed = Counter(expression for expression, right in answers if not right)
        asked = Counter(expression for expression, _ in answers)
        if missed:  # of those that as many missed, the one that fewer have answered
            most = max(missed, key=lambda each: (missed[each], -asked[each], each))
            notes.append(("Guess missed most", f"{most}, by {missed[most]} of {asked[most]}"))
        return notes

    def _who(self, exercise):
        names = [each.name for each in self.whole if each.told(exercise)[0] == "stuck"]
        more = f" and {len(names) - MOST} more" * (len(names) > MOST)
        return f"{len(names)} at {exercise} ({', '.join(names[:MOST])}{more})"

    def _guesses(self, learner):
        """{expression: right} of the lessons that are shown."""
        return {words: right for words, right in learner.guesses.items() if words in self.asked}

    def _missed(self, *learners):
        right = [each for learner in learners for each in self._guesses(learner).values()]
        return f"{len(right) - sum(right)} of {len(right)}"

    def __repr__(self):
        lines = [self.headline, *(f"{label}: {words}" for label, words in self.notes)]
        for each in self.learners:
            told = (f"{name} {_words(*each.told(name))}" for name in self.exercises)
            words = f"{', '.join(told)}; guesses missed {self._missed(each)}"
            lines.append(f"{each.name}: {each.fault or words}")
        return "\n".join(lines)

    @property
    def html(self):
        """What a teacher needs at once, and below it who is where."""
        notes = "".join(f"<p><b>{name}:</b> {html.escape(words)}</p>" for name, words in self.notes)
        legend = "".join(f"<li>{_sign(each)}{LEGEND.get(each, '')}</li>" for each in SIGNS)
        rows = [self._row(each) for each in self.learners]
        tables = {"Learners": [self._class(), *rows]}
        if self.lesson:  # there is room for two halves, side by side
            half = -(-len(rows) // 2) if len(rows) > LONG else len(rows)
            tables = {"The class": [self._class()], "Learners": rows[:half], "More": rows[half:]}
        longest = max(map(len, tables.values()))
        inside = "".join(self._table(*each) for each in tables.items() if each[1])
        return (
            f'<style>{STYLE}</style><div class="zl-board{" zl-one" * bool(self.lesson)}" '
            f'style="--rows:{longest}"><h2>{html.escape(self.headline)}</h2>{notes}'
            f'<ul>{legend}</ul><div class="zl-tables" tabindex="0">{inside}</div></div>'
        )

    def _table(self, caption, rows):
        groups = "".join(
            f'<th scope="colgroup" colspan="{len(each.exercises)}">{each.notebook[:2]}</th>'
            for each in self.lessons
        )
        first = "" if self.lesson else f"<tr><td></td>{groups}<td></td></tr>"
        heads = map(self._head, ["learner", *self.exercises, "guesses missed"])
        return (
            f"<table><caption>{caption}: {html.escape(self.title)}</caption>"
            f"<thead>{first}<tr>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        )

    def _head(self, name):
        most = name in self.worst
        words = f"! {name}: most stuck" if most else name.replace("_", "_<wbr>")
        return f'<th scope="col"{" class=zl-held" * most}><span>{words}</span></th>'

    def _class(self):
        signs = [
            [_sign(e, n[e]) for e in SIGNS if e != "open" and n[e]] for n in self.counts.values()
        ]
        name = f"learners: {len(self.whole)}"
        return self._line("zl-class", name, *map("".join, signs), self._missed(*self.whole))

    def _row(self, learner):
        if learner.fault:
            return self._line("zl-learner", learner.name, html.escape(f"The file {learner.fault}."))
        signs = (_sign(*learner.told(name)) for name in self.exercises)
        return self._line("zl-learner", learner.name, *signs, self._missed(learner))

    def _line(self, kind, name, *cells):
        """A row of the table; one cell alone fills it."""
        wide = f' colspan="{len(self.exercises) + 1}"' * (len(cells) == 1)
        inside = "".join(f"<td{wide}>{each}</td>" for each in cells)
        return f'<tr class="{kind}"><th scope="row">{html.escape(name)}</th>{inside}</tr>'

    def page(self):
        """The board as a page of its own, which reads itself again."""
        links = (
            f'<a href="{f"?lesson={each}" if each else "./"}"'
            f"{' aria-current=page' * (each == self.lesson)}>{each or 'all'}</a>"
            for each in self.links
        )
        title, now = html.escape(self.title), time.strftime("%H:%M:%S")
        parts = {"title": title, "links": " ".join(links), "time": now, "board": self.html}
        return string.Template(PAGE).substitute(parts)


board = Board  # as a cell calls it


def _sign(state, count=""):
    """A sign, a count and a word, which only a screen reader gets where there is no room."""
    words = f'<i aria-hidden="true">{SIGNS[state]}</i> {count} <span>{WORDS[state]}</span>'
    return f'<em class="zl-{state}">{words}</em>'


def _words(state, count):
    return f"{count} {WORDS[state]}".strip()


def served(folder, hide_names=False, port=PORT):
    """A server of the page, to be started; `address` is known to nobody else on the machine.

    Raises OSError where the port is taken.
    """
    secret = f"/{secrets.token_urlsafe(9)}/"

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            path, _, query = self.path.partition("?")
            lesson = dict(urllib.parse.parse_qsl(query)).get("lesson", "")
            status, text = 404, "Nothing is here."
            with contextlib.suppress(ValueError):  # no such lesson, or the folder is gone
                if path == secret:
                    status, text = 200, Board(folder, lesson, hide_names).page()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(text.encode("utf-8", "replace"))

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.address = "http://{}:{}{}".format(*server.server_address, secret)
    return server


def main(words):
    """Serve the board of the folder that is named until Control-C."""
    parser = argparse.ArgumentParser("python3 -m helpers.board", description=__doc__.split("\n")[0])
    parser.add_argument("folder", help="holds NAME.json, or a folder NAME, of each learner")
    parser.add_argument("--lesson", default="", help='such as "05"; all without it')
    parser.add_argument("--hide-names", action="store_true", help="numbers in place of names")
    parser.add_argument("--port", type=int, default=PORT, help=f"{PORT} without it")
    given = parser.parse_args(words)
    try:
        Board(given.folder, given.lesson)
        server = served(given.folder, given.hide_names, given.port)
    except (ValueError, OSError, OverflowError) as error:
        parser.error(f"{error}")
    query = f"?lesson={given.lesson[:2]}" if given.lesson else ""
    print(f"The board is at {server.address}{query} until you press Control-C.", flush=True)
    with server, contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
