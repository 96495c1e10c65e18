// Shows the result in the frame beside the form while somebody types, as they would by pressing its button.
const PAUSE = 400; // milliseconds
const form = document.querySelector("[data-message-wording]");
const button = form?.querySelector("[data-look]");
const looks = document.querySelectorAll("[data-look-as]");

function show() {
  if (button) form.requestSubmit(button);
}

if (button) {
  const look = Object.assign(document.createElement("input"), { type: "hidden", name: "look", value: "html" });
  form.append(look);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  for (const link of looks) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      look.value = link.dataset.lookAs;
      show();
    });
  }
}
