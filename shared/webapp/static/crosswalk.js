// Keys for the lists of a crosswalk: arrows move between rows; single letters act on the row that has the focus.
const typing = (element) => element.matches("textarea, select, input:not([type=checkbox])");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const list = event.target.closest("[data-rows]");
  if (!list) return;
  const row = event.target.closest("[data-row]");
  const rows = [...list.querySelectorAll("[data-row]")].filter((one) => one.checkVisibility());
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && row) {
    const next = rows[rows.indexOf(row) + step];
    if (next) next.focus();
    event.preventDefault();
    return;
  }
  const key = event.key.toLowerCase();
  if (key.length !== 1) return;
  const within = (place) => place && place.querySelector(`[data-key="${key}"]`);
  const target = within(row) || (["j", "k", "u"].includes(key) && within(document.getElementById("work")));
  if (!target) return;
  event.preventDefault();
  target.click();
});
// The partner decided something: show it, unless somebody is writing a note or goes on meanwhile.
const showNews = () => {
  const work = document.getElementById("work");
  const here = location.href;
  const isBusy = () => work.querySelector(".htmx-request") ||
    [...work.querySelectorAll("input[name=note], input[type=search]")].some((one) => one.value !== one.defaultValue);
  if (!work) return;
  if (isBusy()) { setTimeout(showNews, 300); return; }
  const address = new URL(here);
  address.searchParams.delete("row"); // the focus stays where it is
  const show = (_source, { xhr }) => {
    if (document.getElementById("work") !== work || location.href !== here) return;
    if (isBusy()) { setTimeout(showNews, 300); return; }
    if (xhr.status === 200) htmx.swap(work, xhr.responseText, { swapStyle: "outerHTML" }, { select: "#work" });
  };
  htmx.ajax("GET", address.pathname + address.search, { source: work, handler: show });
};
document.addEventListener("crosswalkChanged", showNews);
