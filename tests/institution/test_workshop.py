"""No page waits for somebody else's server or for long work: it says how far it is, and goes on without."""

import json
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from institution.pages import behind
from institution.workshop import Step, Workshop
from tests.exchange.case_servers import PACKAGE, WELDING, Handler, a_server, publishing, silent
from tests.institution.campus import COLLEGE, Campus, page, words
from tests.institution.packages import a_package, an_item
from tests.institution.test_imports import upload
from tests.sites import ORIGINS, Federation

QUICK = 0.2
SOON = 60.0  # far more than anything here takes
SCRIPTED = {"HX-Request": "true"}


@pytest.fixture
def impatient(campus: Campus) -> Campus:
    """Give a college whose pages wait for a moment only, and which reaches the network of this machine."""
    campus.college.config["PATIENCE"] = QUICK
    return campus


class Wire(httpx.BaseTransport):
    """Reach a server on a port of this machine under another name, by real sockets."""

    def __init__(self, origin: str) -> None:
        self._origin = httpx.URL(origin)
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the server in the other's place."""
        url = request.url.copy_with(scheme="http", host=self._origin.host, port=self._origin.port)
        return self._inner.handle_request(httpx.Request("GET", url, headers=request.headers.raw[1:]))


def until(told: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + SOON
    while not told():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Give what opens the way for a server that keeps all waiting; it is open in the end."""
    opened = threading.Event()
    yield opened
    opened.set()


@pytest.mark.parametrize("path", ["", PACKAGE])
def test_a_server_that_hangs_up_after_a_while_keeps_no_page_and_is_told(
    impatient: Campus, gate: threading.Event, path: str
) -> None:
    def hanging(handler: Handler) -> None:
        gate.wait(SOON)
        handler.close_connection = True

    with a_server({PACKAGE: hanging, "/ims/case/v1p1/CFDocuments": hanging}) as server:
        impatient.network.at["https://slow.example"] = Wire(server.origin)
        marta = impatient.browser("college", "marta")
        answer = marta.post("/frameworks/import", data={"address": f"https://slow.example{path}"})
        assert answer.status_code == 303
        html = page(marta, answer.location)
        assert "Asking https://slow.example" in words(html)
        assert '<meta http-equiv="refresh"' in html
        assert marta.get(f"{answer.location}/progress", headers=SCRIPTED).status_code == 200
        gate.set()
        until(lambda: "HX-Redirect" in marta.get(f"{answer.location}/progress", headers=SCRIPTED).headers)
        said = words(page(marta, answer.location))
        assert "1 thing needs your attention" in said
        assert "could not be read" in said
        assert "https://slow.example" in said


def test_one_person_keeps_no_more_than_a_few_servers_waiting_also_by_discarding(
    impatient: Campus, gate: threading.Event
) -> None:
    def hanging(handler: Handler) -> None:
        gate.wait(SOON)
        handler.close_connection = True

    with a_server({PACKAGE: hanging}) as server:
        impatient.network.at["https://slow.example"] = Wire(server.origin)
        marta = impatient.browser("college", "marta")
        form = {"address": f"https://slow.example{PACKAGE}"}
        answers = []
        for _ in range(8):
            answers.append(marta.post("/frameworks/import", data=form))
            if answers[-1].status_code == 303:
                assert marta.post(f"{answers[-1].location}/discard").status_code == 303
        assert [answer.status_code for answer in answers] == [303] * 5 + [429] * 3
        assert "Five sources of yours are being read already" in words(answers[-1].get_data(as_text=True))
        assert sum(thread.name.startswith("bringing in") for thread in threading.enumerate()) == 5
        gate.set()
        until(lambda: marta.post("/frameworks/import", data=form).status_code != 429)


def test_the_frameworks_of_a_slow_server_are_listed_when_it_has_answered(
    impatient: Campus, gate: threading.Event
) -> None:
    plays = publishing(WELDING)
    listed = plays["/ims/case/v1p1/CFDocuments"]

    def slow(handler: Handler) -> None:
        gate.wait(SOON)
        handler.send(200, handler.text(listed))

    with a_server({**plays, "/ims/case/v1p1/CFDocuments": slow}) as server:
        impatient.network.at["https://slow.example"] = Wire(server.origin)
        marta = impatient.browser("college", "marta")
        answer = marta.post("/frameworks/import", data={"address": "https://slow.example"})
        gate.set()
        until(lambda: "HX-Redirect" in marta.get(f"{answer.location}/progress", headers=SCRIPTED).headers)
        assert "1 framework at https://slow.example" in words(page(marta, answer.location))


def test_a_framework_of_ten_megabytes_comes_from_a_live_server(campus: Campus) -> None:
    origin = "https://state.example"
    large = [an_item(f"L{n}", origin, notes="x" * (1024 * 1024)) for n in range(10)]
    package = a_package(origin, items=large, associations=[])
    path = f"/ims/case/v1p1/CFPackages/{package['CFDocument']['identifier']}"
    with a_server({path: json.dumps(package)}) as server:
        campus.network.at[origin] = Wire(server.origin)
        marta = campus.browser("college", "marta")
        answer = marta.post("/frameworks/import", data={"address": origin + path})
        assert answer.status_code == 303, words(answer.get_data(as_text=True))
        assert "Item 10" in words(page(marta, answer.location))


def test_a_silent_partner_keeps_no_page_and_the_others_are_read(federation: Federation) -> None:
    federation.college.config["PATIENCE"] = QUICK
    with a_server({}) as server:
        server.plays = dict.fromkeys(_packages(federation), silent)
        federation.network.at[ORIGINS["employer"]] = Wire(server.origin)
        marta = federation.browser("college", "marta")
        assert marta.post("/partners/copies").status_code == 303
        html = page(marta, "/partners")
        assert "Being read now" in words(html)
        assert 'data-hx-trigger="every 1s"' in html
        server.stopped.set()
        until(lambda: "Being read now" not in words(page(marta, "/partners")))
        assert "Could not be read" in words(page(marta, "/partners"))


def _packages(federation: Federation) -> list[str]:
    html = page(federation.browser("college", "marta"), "/partners")
    return [piece.split('"')[0] for piece in html.split(f'href="{ORIGINS["employer"]}')[1:]]


def test_large_frameworks_are_compared_behind_the_page(
    impatient: Campus, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = behind.suggestions.make
    monkeypatch.setattr(behind.suggestions, "make", lambda *given: (gate.wait(SOON), make(*given)))
    marta = impatient.browser("college", "marta")
    upload_of_ours(impatient)
    ours, other = [
        one.identifier for one in impatient.frameworks() if one.own and "Crosswalk" not in one.title
    ][:2]
    answer = marta.post("/crosswalks", data={"near": ours, "far": other})
    assert answer.status_code == 303
    html = page(marta, answer.location)
    assert "are being compared" in words(html)
    assert '<meta http-equiv="refresh"' in html
    for fragment in (f"{answer.location}/comparing", answer.location):
        text = page(marta, fragment, **SCRIPTED)
        assert "being compared" in text
        assert "refresh" not in text
    gate.set()
    until(lambda: "HX-Refresh" in marta.get(f"{answer.location}/comparing", headers=SCRIPTED).headers)
    assert "are being compared" not in words(page(marta, answer.location))


def upload_of_ours(campus: Campus) -> None:
    """Bring one more framework of ours in."""
    answer = upload(campus, json.dumps(a_package(COLLEGE)).encode())
    marta = campus.browser("college", "marta")
    until(lambda: "HX-Redirect" in marta.get(f"{answer.location}/progress", headers=SCRIPTED).headers)
    marta.post(f"{answer.location}/confirm")
    until(lambda: any(one.title == "Welding" for one in campus.frameworks()))


def test_work_of_one_name_is_done_once_and_an_error_ends_it(campus: Campus) -> None:
    shop, gate, done = Workshop(campus.college), threading.Event(), []

    def work() -> Step:
        gate.wait(SOON)
        done.append("first")
        return Step("comparing", lambda: done.append("second"))

    ended = shop.put("it", Step("asking", work))
    assert shop.put("it", Step("asking", work)) is ended
    assert shop.is_busy("it")
    gate.set()
    assert ended.wait(SOON)
    assert done == ["first", "second"]
    assert not shop.is_busy("it")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_of_ours_ends_the_work_and_not_the_workshop(campus: Campus) -> None:
    shop = Workshop(campus.college)
    for _ in range(3):
        assert shop.put("it", Step("reading", lambda: 1 / 0)).wait(SOON)  # type: ignore[arg-type, return-value]
    assert not shop.is_busy("it")
    # A thread tells of its error after it has ended the work: here, not in another test.
    for thread in threading.enumerate():
        if thread.name == "it":
            thread.join(SOON)


def test_work_that_no_thread_could_begin_is_not_under_way_for_ever(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(thread: threading.Thread) -> None:
        raise RuntimeError(f"can't start new thread for {thread.name}")

    shop = Workshop(campus.college)
    with monkeypatch.context() as patched, pytest.raises(RuntimeError, match="can't start"):
        patched.setattr(threading.Thread, "start", full)
        shop.put("it", Step("reading", lambda: None))
    assert not shop.is_busy("it")
    assert shop.put("it", Step("reading", lambda: None)).wait(SOON)
