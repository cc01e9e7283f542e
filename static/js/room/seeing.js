// How much of the page is seen while a keyboard covers a phone's screen. Browsers that do not make the page smaller tell it here.

const LOW = 480;

export const followKeyboard = (page) => {
  const view = window.visualViewport;
  if (!view) return;
  const follow = () => {
    page.style.setProperty("--seen", `${view.height}px`);
    page.toggleAttribute("data-low", view.height < LOW);
    // Safari scrolls the page away under its keyboard.
    if (view.scale === 1) scrollTo(0, 0);
  };
  view.addEventListener("resize", follow);
  follow();
};
