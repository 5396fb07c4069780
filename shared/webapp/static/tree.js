// The tree editor by keyboard and by mouse; the page's forms do the same without it.
const tree = document.getElementById("tree");
if (tree) {
  const draft = tree.dataset.draft;
  const token = () => document.querySelector('input[name="csrf_token"]').value;
  const itemOf = (node) => node.closest('[role="treeitem"]');
  const twigOf = (item) => item.querySelector(":scope > .twig");
  const isOpen = (item) => item.getAttribute("aria-expanded") === "true";
  const visible = () => [...tree.querySelectorAll('[role="treeitem"]')].filter((item) => item.offsetParent);
  let neighbour = ""; // takes the focus when an item is gone
  let toForm = false; // the next panel takes the focus
  let toPanel = false; // the next panel comes into view, where it stands below the tree
  let choices = 0; // how often another panel was asked for
  let sentAt = 0; // how often when the deed on its way was sent
  let sentForm = null; // the words of the panel's form that is on its way
  let dirty = false; // the panel has words that are not saved
  let carried = null; // words on their way to the panel that comes
  const written = new Map(); // words that are not saved, of the panels that were left
  let stays = false; // the focus stays where it is, in the panel
  const told = document.getElementById("told");

  // One item is in the tab order; the links inside are for the mouse.
  function settle() {
    for (const link of tree.querySelectorAll("a:not([tabindex])")) link.tabIndex = -1;
    for (const item of tree.querySelectorAll('[role="treeitem"]:not([tabindex])')) item.tabIndex = -1;
    for (const twig of tree.querySelectorAll(".twig")) {
      const item = twig.parentElement;
      if (twig.dataset.opens && !item.hasAttribute("aria-expanded")) item.setAttribute("aria-expanded", "false");
      if (!twig.dataset.opens) item.removeAttribute("aria-expanded");
    }
    if (!tree.querySelector('[tabindex="0"]')) {
      const first = tree.querySelector('[aria-selected="true"]') || tree.querySelector('[role="treeitem"]');
      if (first) first.tabIndex = 0;
    }
  }
  function focus(item, focusVisible) {
    if (!item) return;
    for (const other of tree.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    item.tabIndex = 0;
    item.focus(focusVisible ? { preventScroll: true, focusVisible } : { preventScroll: true });
    (twigOf(item) || item).scrollIntoView({ block: "nearest" });
  }
  function select(item) {
    for (const other of tree.querySelectorAll('[aria-selected="true"]')) other.setAttribute("aria-selected", "false");
    item.setAttribute("aria-selected", "true");
  }
  async function open(item) {
    const group = item.querySelector(":scope > ul");
    if (!group || isOpen(item)) return;
    item.setAttribute("aria-expanded", "true");
    if (!group.children.length) {
      await htmx.ajax("GET", `${draft}/below?item=${item.dataset.item}`, { source: group, target: group, swap: "innerHTML" });
    }
  }
  const close = (item) => item.setAttribute("aria-expanded", "false");
  const panel = (query) => htmx.ajax("GET", `${draft}?${query}`, { source: told, target: "#item", swap: "outerHTML" });
  // One deed after the other: the next is sent when the page shows what the last has done.
  let queue = Promise.resolve();
  let busyWith = "";
  let waiting = 0;
  function send(path, values, form = null) {
    sentAt = choices;
    sentForm = form;
    return htmx.ajax("POST", path, { source: tree, target: "#told", swap: "innerHTML", values: { csrf_token: token(), ...values } });
  }
  function later(deed) {
    waiting += 1;
    queue = queue.then(deed).catch(() => null).then(() => { waiting -= 1; if (!waiting) busyWith = ""; });
    return queue;
  }
  function post(place, path, values) {
    busyWith = place;
    later(() => {
      const item = document.getElementById(`p-${place}`);
      return item && send(draft + path, { seen: twigOf(item).dataset.stamp, ...values });
    });
  }
  const formOf = (path) => document.querySelector(`form[data-hx-post="${path}"]`);
  function replay(deed) {
    later(() => {
      const form = formOf(`${draft}/${deed}`);
      return form && send(`${draft}/${deed}`, { number: form.elements.number.value });
    });
  }
  // A form's words count as they were when it was sent; what it saw of the draft, as it is when its turn comes.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const path = form.dataset.hxPost;
    if (!path) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const [, deed] = path.match(/\/(undo|redo)$/) || [];
    if (deed) { replay(deed); return; }
    if (form.dataset.sent && !path.endsWith("/step")) return;
    form.dataset.sent = "yes";
    const sent = new FormData(form, event.submitter);
    const item = form.closest("#item");
    const kept = form.elements.statement ? { key: panelWords.key(item), ...panelWords.read(item) } : null;
    if (kept) { written.delete(kept.key); dirty = false; }
    later(() => {
      const now = formOf(path);
      if (now && sent.has("seen")) sent.set("seen", now.elements.seen.value);
      return send(path, Object.fromEntries(sent), kept);
    }).then(() => { delete form.dataset.sent; });
  }, true);
  function fill(item, words) {
    dirty = true;
    panelWords.fill(item, words);
  }
  function tell(words) {
    const note = document.createElement("p");
    note.className = "note";
    note.append(words);
    told.replaceChildren(note);
  }
  const step = (place, way) => post(place, `/places/${place}/step`, { way });
  const moves = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

  function press(event, item) {
    const all = visible();
    const at = all.indexOf(item);
    const further = item.classList.contains("further");
    switch (event.key) {
      case "ArrowDown": focus(all[at + 1]); break;
      case "ArrowUp": focus(all[at - 1]); break;
      case "Home": focus(all[0]); break;
      case "End": focus(all[all.length - 1]); break;
      case "ArrowRight":
        if (isOpen(item)) focus(item.querySelector(':scope > ul > [role="treeitem"]'));
        else open(item);
        break;
      case "ArrowLeft":
        if (isOpen(item)) close(item);
        else focus(itemOf(item.parentElement));
        break;
      case "Enter": case " ":
        if (further) item.querySelector("a").click();
        else { toForm = true; select(item); panel(`at=${item.dataset.place}`); }
        break;
      case "n": case "N": if (!further) { toForm = true; panel(`after=${item.dataset.place}`); } break;
      case "b": case "B": if (!further) { toForm = true; panel(`below=${item.dataset.place}`); } break;
      case "Delete":
        if (further) break;
        neighbour = (all.slice(at + 1).find((other) => !item.contains(other)) || all[at - 1] || item).id;
        post(item.dataset.place, `/places/${item.dataset.place}/take-out`, {});
        break;
      default: return false;
    }
    return true;
  }
  tree.addEventListener("keydown", (event) => {
    const item = itemOf(event.target);
    if (!item || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      const again = event.key === "y" || (event.shiftKey && event.key.toLowerCase() === "z");
      if (!again && event.key !== "z") return;
      replay(again ? "redo" : "undo");
    } else if (event.altKey) {
      if (!moves[event.key] || item.classList.contains("further")) return;
      step(item.dataset.place, moves[event.key]);
    } else if (!press(event, item)) return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    // While a row is on its way to its new place the focus is nowhere, and Alt and an arrow would leave the page.
    if (event.altKey && moves[event.key] && busyWith && document.activeElement === document.body) {
      event.preventDefault();
      step(busyWith, moves[event.key]);
    }
    if (event.key === "Escape" && event.target.closest("#item")) focus(tree.querySelector('[tabindex="0"]'));
  });
  tree.addEventListener("click", (event) => {
    const item = itemOf(event.target);
    if (!item) return;
    if (event.target.closest(".twist")) { if (isOpen(item)) close(item); else open(item); return; }
    if (event.target.closest("a") && !item.classList.contains("further")) { select(item); focus(item); open(item); toPanel = true; }
  });

  // By mouse: the upper quarter of a row means before it, the lower after it, the middle below it.
  let held = null;
  const unmark = () => { for (const twig of tree.querySelectorAll("[data-drop]")) delete twig.dataset.drop; };
  tree.addEventListener("dragstart", (event) => {
    held = itemOf(event.target);
    if (held.classList.contains("further")) { event.preventDefault(); held = null; return; }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.place);
    held.dataset.held = "";
  });
  tree.addEventListener("dragend", () => { if (held) delete held.dataset.held; held = null; unmark(); });
  tree.addEventListener("dragover", (event) => {
    const item = held && itemOf(event.target);
    unmark();
    if (!item || held.contains(item) || item.classList.contains("further")) return;
    event.preventDefault();
    const box = twigOf(item).getBoundingClientRect();
    const height = (event.clientY - box.top) / box.height;
    twigOf(item).dataset.drop = height < 0.25 ? "before" : height > 0.75 ? "after" : "below";
  });
  tree.addEventListener("drop", (event) => {
    const twig = tree.querySelector("[data-drop]");
    if (!held || !twig) return;
    event.preventDefault();
    const item = itemOf(twig);
    const value = twig.dataset.drop === "below" ? item.dataset.item : item.dataset.place;
    post(held.dataset.place, `/places/${held.dataset.place}/move`, { [twig.dataset.drop]: value });
  });

  // The site is told what stands open, so that it sends no more than that.
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "post") return;
    const opened = visible().filter(isOpen).map((item) => item.dataset.item);
    event.detail.parameters.opened = opened.slice(0, 200).join(",");
  });
  document.body.addEventListener("input", (event) => { if (event.target.closest("#item")) dirty = true; });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb === "get" && event.detail.target.id === "item") choices += 1;
  });
  // Words that are not saved are never taken away: a panel that comes takes them over, or stays out.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = event.detail;
    if (target.id !== "item") return;
    if (requestConfig.verb === "get") {
      if (dirty) written.set(panelWords.key(target), panelWords.read(target));
      dirty = false;
    } else if (choices !== sentAt) { // it was refused, and something else was chosen meanwhile
      event.detail.shouldSwap = false;
      if (sentForm) written.set(sentForm.key, sentForm);
      tell("Your last change was not taken. Choose its item again: your words are still there.");
    } else {
      if (dirty) carried = panelWords.read(target);
      dirty = dirty || Boolean(sentForm);
    }
  });
  document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (target.id !== "item") return;
    const [was, comes] = [panelWords.key(target), panelWords.key(fragment.querySelector("#item"))];
    const same = sentForm || was === comes;
    stays = choices !== sentAt || Boolean(dirty && !same && comes);
    event.detail.shouldSwap = !stays;
    if (stays) return;
    if (dirty && !same) written.set(was, panelWords.read(target));
    carried = dirty && same ? panelWords.read(target) : null;
    dirty = false;
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    settle();
    const here = document.activeElement.closest('.outline [role="treeitem"]');
    if (here && event.detail.target.id === "told") (twigOf(here) || here).scrollIntoView({ block: "nearest" });
    if (event.detail.target.id !== "item") return;
    const item = document.getElementById("item");
    const kept = carried || written.get(panelWords.key(item));
    if (kept) fill(item, carried || { ...kept, at: "" });
    if (kept && !carried) tell("What you wrote here is there again. It is not saved yet.");
    carried = null;
    const field = item.querySelector("[name=statement]");
    if (toForm && field) field.focus();
    if (toPanel && matchMedia("(max-width: 52rem)").matches) item.scrollIntoView();
    toForm = toPanel = false;
  });
  document.body.addEventListener("tree:focus", (event) => {
    const { place } = event.detail;
    settle();
    const chosen = !stays;
    const inPanel = carried ? carried.at : stays && document.activeElement.closest("#item");
    if (carried) fill(document.getElementById("item"), carried);
    carried = null;
    stays = false;
    if (inPanel) return;
    if (!place) { focus(document.getElementById(neighbour) || tree.querySelector('[role="treeitem"]'), true); return; }
    const item = document.getElementById(`p-${place}`);
    if (!item) { location.assign(`${draft}?at=${place}#p-${place}`); return; }
    for (let above = itemOf(item.parentElement); above; above = itemOf(above.parentElement)) above.setAttribute("aria-expanded", "true");
    if (chosen) select(item);
    if (document.activeElement.id !== "q") focus(item, true);
  });
  for (const name of ["htmx:responseError", "htmx:sendError"]) {
    document.body.addEventListener(name, () => {
      dirty = dirty || Boolean(sentForm);
      tell("The site did not take that. Load the page again, then make your change.");
    });
  }
  addEventListener("beforeunload", (event) => { if (dirty || written.size) event.preventDefault(); });
  document.addEventListener("click", (event) => { if (event.target.closest("#item .actions > a")) { dirty = false; written.clear(); } });
  settle();
  document.getElementById("keys").hidden = false;
}
