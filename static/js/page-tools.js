/** Shows the buttons that only a script can serve: print the page, copy its address. Each says when it is done. */
for (const button of document.querySelectorAll("button[data-print]")) {
  button.addEventListener("click", () => window.print());
  button.hidden = false;
}

for (const button of navigator.clipboard ? document.querySelectorAll("button[data-copy]") : []) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    document.getElementById(button.getAttribute("aria-describedby")).textContent = button.dataset.done;
  });
  button.hidden = false;
}
