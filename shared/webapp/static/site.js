// Small comforts; every page works without them.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  source.select();
  try { await navigator.clipboard.writeText(source.value); } catch { document.execCommand("copy"); }
  const words = button.lastChild;
  const before = words.textContent;
  words.textContent = "Copied";
  setTimeout(() => { words.textContent = before; }, 2000);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
const errors = document.getElementById("errors");
if (errors) errors.focus();
// A second click while the first is on its way sends nothing twice; forms that htmx sends look after themselves.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 3000);
});
