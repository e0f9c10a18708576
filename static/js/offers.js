/** Says how many offers are chosen as their boxes are checked. Those that another page of the list holds count too. */
const status = document.querySelector("[data-many]");
const form = status?.closest("form");

function count() {
  const number = form.querySelectorAll("input[name=offre]:checked, input[name=offre][type=hidden]").length;
  const words = [status.dataset.none, status.dataset.one][number] ?? status.dataset.many.replace("{n}", number);
  status.querySelector("[data-count]").textContent = words;
}

form?.addEventListener("change", count);
// A browser that comes back to the page checks the boxes again by itself.
window.addEventListener("pageshow", () => form && count());
