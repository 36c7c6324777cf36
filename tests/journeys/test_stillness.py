"""Nothing moves while a page arrives on a slow line: fonts, menus and filters have their room at once."""

import pytest

SLOW_LINE = {
    "offline": False,
    "latency": 150,  # milliseconds
    "downloadThroughput": 200 * 1024,  # bytes a second
    "uploadThroughput": 90 * 1024,
}
MOST = 0.02  # cumulative layout shift; Google calls 0.1 good
WATCH = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push(one.value);
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/", "/treviso/", "/treviso/novita/"])
def test_a_page_does_not_move_while_it_arrives(new_page, width, path):
    page = new_page(width=width)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    page.add_init_script(WATCH)
    page.goto(path, timeout=60_000)
    page.evaluate("document.fonts.ready")
    page.wait_for_function("document.documentElement.classList.contains('has-script')")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert sum(page.evaluate("window.shifts")) < MOST
