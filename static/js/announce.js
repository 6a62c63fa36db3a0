/** Say one of the translated words of #announce to screen readers. */
export function announce(word, detail = "") {
  const region = document.getElementById("announce");
  if (!region) return "";
  const said = region.dataset[word] ?? "";
  region.textContent = "";
  // A frame's pause makes the same words said twice be heard twice.
  requestAnimationFrame(() => {
    region.textContent = detail ? `${said}: ${detail}` : said;
  });
  return said;
}
