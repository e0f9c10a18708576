/**
 * Completes the script of wagtail-footnotes in the form of an article: its notes stand in another tab than the text,
 * and it speaks English. Opens the tab of what one is led to, makes the listed notes usable with a keyboard.
 *
 * Loaded after `footnotes/js/footnotes.js`, by the feature `footnotes` of the editor.
 */

const NOTES = "id_footnotes-FORMS";

/** Opens the tab that holds `element`, then brings it to the eye and, where it can be written in, under the cursor. */
const lead = (element) => {
  const tab = element.closest("[role=tabpanel]");
  if (tab?.hidden) document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
  requestAnimationFrame(() => {
    element.scrollIntoView({ block: "center" });
    element.querySelector(".public-DraftEditor-content")?.focus();
  });
};

/** The dialog takes the focus at the end of its entrance, even when one has chosen before: what is led to waits for it to be gone. */
const dialogGone = () =>
  new Promise((resolve) => {
    if (document.querySelector(".modal-backdrop")) window.jQuery(document.body).one("hidden.bs.modal", resolve);
    else resolve();
  });

const rowOf = (uuid) =>
  [...document.querySelectorAll(`#${NOTES} input[id$="-uuid"]`)]
    .find((input) => input.value === uuid)?.closest(".w-panel");

document.addEventListener("click", (event) => {
  const call = event.target.closest?.("sup[data-footnote-uuid]");
  const row = call && rowOf(call.dataset.footnoteUuid);
  if (row) lead(row);

  const back = event.target.closest?.(".footnote-back-link");
  const uuid = back?.closest(".w-panel")?.querySelector('input[id$="-uuid"]')?.value;
  const calls = uuid ? document.querySelectorAll(`sup[data-footnote-uuid="${uuid}"]`) : [];
  const target = calls[Number.parseInt(back?.textContent, 10) - 1] ?? calls[0];
  if (target) lead(target);
});

/** A row of the modal is chosen by a click: it must be reached and pressed without a mouse too. */
const reachable = (row) => {
  row.tabIndex = 0;
  row.setAttribute("role", "button");
  row.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    row.click();
  });
};

const inFrench = () => {
  for (const call of document.querySelectorAll('sup[title="Go to footnote"]')) call.title = "Aller à la note";
  for (const links of document.querySelectorAll(".footnote-back-links")) {
    for (const node of links.querySelectorAll("button")) {
      if (node.textContent.includes("Go to")) node.textContent = "↑ Aller à l’appel";
    }
    const [first] = links.childNodes;
    if (first?.nodeType === Node.TEXT_NODE && first.data.includes("Go to")) first.data = "↑ Aller à l’appel : ";
  }
};

const start = () => {
  const notes = document.getElementById(NOTES);
  if (!notes) return;
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]).find((node) => node.nodeType === Node.ELEMENT_NODE);
    if (added) dialogGone().then(() => lead(added));
  }).observe(notes, { childList: true });
  new MutationObserver(() => {
    inFrench();
    for (const row of document.querySelectorAll("#footnotes-listing tbody tr:not([tabindex])")) reachable(row);
  }).observe(document.body, { childList: true, subtree: true });
  inFrench();
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
