// Says what waits to be sent, and what keeps it.
export function say(register, count) {
  const { dataset, refused, isOver, isOut } = register;
  const sent = isOver ? dataset.over : dataset.done;
  const words = [isOut ? dataset.signedOut : "", count ? dataset.waiting.replace("%", count) : isOut ? "" : sent];
  if (refused?.length) words.push(dataset.refused, refused.join("; "));
  const state = register.querySelector("[role=status]");
  state.classList.toggle("register__state--waiting", count > 0);
  const said = words.filter(Boolean).join(" ");
  if (state.textContent !== said) state.textContent = said; // else it would be read aloud again and again
}
