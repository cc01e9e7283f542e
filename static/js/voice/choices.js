// How somebody answers, and whether they hear the interviewer: as they chose it, kept by this browser.

const byId = (id) => document.getElementById(id);

// `told.style()`: they answer in another way from now on; `told.read()`: they would rather read.
export const makeChoices = ({ keeping, told }) => {
  let style = keeping.chosen("style") ?? "done";
  let isAloud = keeping.chosen("aloud") ?? true;

  byId("voice-choices").querySelector(`[name=style][value=${style}]`).checked = true;
  byId("aloud").checked = isAloud;

  return {
    style: () => style,
    isAloud: () => isAloud,
    fields: {
      style: ({ value }) => {
        style = value;
        keeping.choose("style", style);
        told.style();
      },
      aloud: ({ checked }) => {
        isAloud = checked;
        keeping.choose("aloud", isAloud);
        if (!isAloud) told.read();
      },
    },
  };
};
