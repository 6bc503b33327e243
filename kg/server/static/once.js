// A decision is sent once, however often its button is pressed while the answer is on its way.

let isSent = false;
addEventListener("pageshow", () => {
  isSent = false; // also of a page that is gone back to
});
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (isSent) event.preventDefault();
  isSent = true;
});
