// Passkeys need a browser that knows them, and a host with a name: an IP address has none.
const named = !/^\[|^[\d.]+$/.test(location.hostname);

if (window.PublicKeyCredential && named) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-no-passkey]")) part.hidden = true;
}

// Told to the person, not to the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.getElementById("passkey-error");
  if (event.detail.exception.name === "InvalidStateError") {
    words.textContent = words.dataset.already;
  }
  words.hidden = false;
});

// Enter in the name field means the button: the form alone carries no passkey.
document.addEventListener("submit", (event) => {
  const { credential } = event.target.elements;
  if (!credential || credential.value.startsWith("{")) return;
  event.preventDefault();
  event.target.querySelector("button").click();
});
