/**
 * Filters the programme of an event in its page, as the server does from the address.
 *
 * Markup: `.programme` with a form whose boxes are named after the attributes of the entries (data-parcours, data-theme,
 * data-public, each a list of values). An entry that has none of them, a break, goes with its day.
 */
const programme = document.querySelector(".programme");
const form = programme.querySelector("form");
const count = programme.querySelector("[role=status]");
const names = [...new Set([...form.elements].map((field) => field.name).filter(Boolean))];
const days = programme.querySelectorAll(".programme-day");
const sessions = [...programme.querySelectorAll(".programme-entry")].filter((entry) => names.some((name) => name in entry.dataset));

function show() {
  const wanted = new FormData(form);
  const keeps = (entry, name) => !wanted.has(name) || wanted.getAll(name).some((value) => entry.dataset[name].split(" ").includes(value));
  for (const session of sessions) session.hidden = !names.every((name) => keeps(session, name));
  for (const row of programme.querySelectorAll("tbody tr")) row.hidden = !row.querySelector(".programme-entry:not([hidden])");
  const left = sessions.filter((session) => !session.hidden);
  for (const day of days) {
    const has = (list) => list.some((session) => day.contains(session));
    day.hidden = has(sessions) && !has(left);
  }
  const pattern = names.some((name) => wanted.has(name)) ? ["none", "one"][left.length] ?? "many" : "all";
  const words = count.dataset[pattern].replace("#", left.length);
  if (count.textContent !== words) count.textContent = words;
}

function apply() {
  show();
  const query = new URLSearchParams(new FormData(form)).toString();
  history.replaceState(null, "", `${location.pathname}${query && "?"}${query}#programme`);
}

form.addEventListener("change", apply);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  apply();
});
form.querySelector("[type=submit]").hidden = true;
form.querySelector(".filters-end a").addEventListener("click", (event) => {
  event.preventDefault();
  for (const box of form.querySelectorAll(":checked")) box.checked = false;
  apply();
});
// A browser that comes back to the page may keep the boxes as they were left.
show();
