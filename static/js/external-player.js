/**
 * Loads a player or a form of another site, after the visitor's click and never before.
 *
 * Markup: <div class="external-player" data-src="https://…" data-title="…"> with a hidden button and a plain link. Without
 * this script the button stays hidden and the link does all. After the click, the frame takes the button's place.
 */
function load(player) {
  const address = new URL(player.dataset.src);
  if (address.protocol !== "https:") return;
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = player.dataset.title;
  frame.allow = "fullscreen; picture-in-picture; encrypted-media";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  player.querySelector("button").replaceWith(frame);
  player.classList.add("is-loaded");
  frame.focus();
}

for (const player of document.querySelectorAll(".external-player[data-src]")) {
  const button = player.querySelector("button");
  button.addEventListener("click", () => load(player), { once: true });
  button.hidden = false;
}
