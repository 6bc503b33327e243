// A click anywhere on a sentence chooses it, unless words of it were selected. Without this, its plus does.

document.querySelector(".text").addEventListener("click", (event) => {
  const sentence = event.target.closest(".sentence");
  if (!sentence || event.target.closest("a") || !getSelection().isCollapsed) return;
  sentence.querySelector(".add").click();
});
