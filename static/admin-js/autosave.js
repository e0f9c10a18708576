/**
 * Gives up the autosave that waits once the form itself is sent. Sent too, it would carry the same action:
 * an approval twice, or a new page twice, of which the server refuses the second with an error.
 *
 * The event of the autosave stays cancelable while it waits; jQuery's handlers also hear a form sent by script.
 */

let waiting = [];
let isSent = false;

document.addEventListener("w-autosave:save", (event) => {
  if (isSent) event.preventDefault();
  else waiting.push(event);
});

for (const name of ["w-autosave:success", "w-autosave:error"]) {
  document.addEventListener(name, () => { waiting = []; });
}

window.jQuery(document).on("submit", "[data-controller~=w-autosave]", (event) => {
  if (event.isDefaultPrevented()) return;
  isSent = true;
  for (const save of waiting) save.preventDefault();
});

// Back to a page that the browser kept: its form is written in again.
window.addEventListener("pageshow", () => { isSent = false; });
