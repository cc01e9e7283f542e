// What a candidate presses, holds and chooses, by mouse, finger and keyboard.

// `acts`: what a button with data-voice-do does, by its name; `choices`: what a field does that was changed, by its name or id.
// `isByHolding()`: whether one answers by holding a button now; `press()`, `hold(is)`: that button.
export const listen = ({ page, acts, choices, isByHolding, press, hold }) => {
  let isDown = false;

  const put = (is) => {
    isDown = is;
    hold(is);
  };
  const isHolding = ({ target }) => isByHolding() && target.closest?.("#speak");
  const isKey = ({ key }) => key === " " || key === "Enter";
  const letGo = () => isDown && put(false);

  page.addEventListener("click", ({ target }) => {
    const act = target.closest("[data-voice-do]")?.dataset.voiceDo;
    if (act) acts[act]?.();
    if (target.closest("#speak") && !isByHolding()) press();
  });
  page.addEventListener("pointerdown", (event) => {
    if (!isHolding(event) || event.button) return;
    event.target.closest("#speak").setPointerCapture(event.pointerId);
    put(true);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) page.addEventListener(end, letGo);
  page.addEventListener("keydown", (event) => {
    if (!isHolding(event) || !isKey(event)) return;
    event.preventDefault();
    if (!event.repeat && !isDown) put(true);
  });
  // Wherever the focus went meanwhile.
  window.addEventListener("keyup", (event) => isKey(event) && letGo());
  // A key that is let go of in another window is not told of here.
  window.addEventListener("blur", letGo);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && letGo());
  page.addEventListener("focusout", (event) => isHolding(event) && letGo());
  page.addEventListener("contextmenu", (event) => isHolding(event) && event.preventDefault());
  page.addEventListener("change", ({ target }) => (choices[target.name] ?? choices[target.id])?.(target));
};
