/**
 * Brings the figures of a budget up to date as one types: those that the server shows (`candidatures/budget.py`).
 *
 * Markup: `.budget-sums` in the form, its values marked by data-figure, and a live region that tells, once a field is
 * left, the figures that have changed.
 */
const sums = document.querySelector(".budget-sums");
const { elements } = sums.closest("form");
const status = sums.querySelector("[role=status]");
const figures = [...sums.querySelectorAll("[data-figure]")];
const told = new Map(figures.map((figure) => [figure, figure.textContent]));

function cents(text) {
  const plain = text.replace(/[ \u00a0\u202f\u2009]/g, "").replace(/€$/, "").replace(",", ".").trim();
  const [, whole, part] = /^(?=\.?\d)(\d*)\.?(\d{0,2})$/.exec(plain) ?? [0, 0, ""];
  const value = whole * 100 + +part.padEnd(2, "0");
  return value > 1e10 ? 0 : value;
}

function write(value, unit) {
  const digits = { minimumFractionDigits: value % 100 ? 2 : 0, maximumFractionDigits: 2 };
  return `${(value / 100).toLocaleString("fr-FR", digits)}\u202f${unit}`;
}

function show() {
  const total = (group) => [...elements].filter(({ name }) => name.startsWith(group) && name.endsWith("-amount")).reduce((sum, { value }) => sum + cents(value), 0);
  const expenses = total("expenses-");
  const incomes = total("incomes-");
  const grant = elements.wants_grant?.value === "oui" ? cents(elements.grant_requested.value) : 0;
  const values = { expenses, incomes, grant, balance: expenses - incomes - grant };
  for (const figure of figures) {
    const name = figure.dataset.figure;
    const share = expenses ? write(Math.floor((grant * 20000 + expenses) / (2 * expenses)), "%") : "–";
    figure.textContent = name === "share" ? share : write(values[name], "€");
  }
}

function tell() {
  const changed = figures.filter((figure) => told.get(figure) !== figure.textContent);
  if (!changed.length) return;
  for (const figure of changed) told.set(figure, figure.textContent);
  status.textContent = changed.map((figure) => `${figure.previousElementSibling.textContent} : ${figure.textContent}`).join(". ");
}

document.addEventListener("input", show);
document.addEventListener("change", tell);
// A browser that comes back to the page may keep what was typed.
show();
