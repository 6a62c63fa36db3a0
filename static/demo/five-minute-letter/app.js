const maker = document.getElementById("maker");
const page = document.getElementById("page");
const clock = document.getElementById("clock");
const publish = document.getElementById("publish");
const join = document.getElementById("join");
const began = Date.now();
let published = false;
let readers = 0;

function spent() {
  const seconds = Math.round((Date.now() - began) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function show() {
  const answers = new FormData(maker);
  document.querySelectorAll("[data-show]").forEach((place) => {
    place.textContent = answers.get(place.dataset.show).trim() || "…";
  });
  page.className = answers.get("light");
  if (published) clock.textContent = "Online. This change is online too.";
}

const ticking = setInterval(() => { clock.textContent = `You have been at it for ${spent()}.`; }, 1000);

maker.addEventListener("input", show);
maker.addEventListener("submit", (event) => {
  event.preventDefault();
  if (published) { show(); return; }
  published = true;
  clearInterval(ticking);
  publish.textContent = "Published";
  publish.classList.add("done");
  page.classList.add("live");
  clock.textContent = `Online after ${spent()}. Sign up as your first reader.`;
  document.getElementById("mail").focus({ preventScroll: true });
});

join.addEventListener("submit", (event) => {
  event.preventDefault();
  const said = document.getElementById("joined");
  if (!published) { said.textContent = "This page is not online yet. Press Publish first."; return; }
  readers += 1;
  const when = new FormData(maker).get("when");
  said.textContent = `You are in. The next letter comes ${when}.`;
  clock.textContent = readers === 1 ? "Your first reader has signed up." : `${readers} readers have signed up.`;
  join.reset();
});
show();
