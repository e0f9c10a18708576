/**
 * Saves a page of the form while it is written, and says so aloud. Its buttons do as much without a script.
 *
 * The address is the form's own; it answers what the page now holds (`base`), a sentence, and the eligibility beside it.
 */
const PAUSE = 3000;
const RETRY = 10000;
const form = document.querySelector("form[data-draft]");
const status = document.querySelector("[data-draft-status]");
const aside = document.getElementById("eligibilite");
let saved = typed();
let sending;
let timer;
let leaves = false;

function typed() {
  const answers = new URLSearchParams(new FormData(form));
  answers.delete("base");
  return answers.toString();
}

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

function plan(delay) {
  clearTimeout(timer);
  timer = setTimeout(save, delay);
}

async function send(keepalive) {
  const answers = typed();
  try {
    // `form.action` would be the buttons of that name.
    const response = await fetch(form.getAttribute("action"), {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
      signal: AbortSignal.timeout(RETRY),
      keepalive,
    });
    const answer = await response.json();
    say(answer.message);
    if (!response.ok) return;
    saved = answers;
    form.elements.base.value = answer.base;
    if (answer.aside) aside.innerHTML = answer.aside;
  } catch {
    say(form.dataset.failure);
    plan(RETRY);
  }
}

async function save(keepalive = false) {
  clearTimeout(timer);
  if (typed() === saved) return;
  sending ??= send(keepalive);
  await sending;
  sending = undefined;
}

form.addEventListener("input", () => plan(PAUSE));
window.addEventListener("online", () => save());
window.addEventListener("pagehide", () => leaves || save(true));
window.addEventListener("beforeunload", (event) => {
  if (!leaves && typed() !== saved) event.preventDefault();
});
// What is being saved must not be taken for the work of another page.
form.addEventListener("submit", async (event) => {
  leaves = !sending;
  if (leaves) return;
  event.preventDefault();
  await sending;
  form.requestSubmit(event.submitter);
});
window.addEventListener("pageshow", () => (leaves = false));
