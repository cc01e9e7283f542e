// What the interviewer says, in step with the sound: what was not said yet stands lighter. The words themselves are the
// server's; nothing in the page is changed for it.

const NEXT = "not-said-yet";

const textIn = (element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node);
  return found;
};

// To the end of the word that is being said.
const wordEnd = (text, at) => {
  const rest = text.slice(at).search(/\s/);
  return rest < 0 ? text.length : at + rest;
};

export const showSaid = (element, sentence, part) => {
  if (!globalThis.CSS?.highlights) return;
  const [node] = textIn(element);
  const begins = node?.data.indexOf(sentence) ?? -1;
  if (begins < 0) {
    CSS.highlights.delete(NEXT);
    return;
  }
  const range = new Range();
  range.setStart(node, wordEnd(node.data, begins + Math.floor(part * sentence.length)));
  range.setEnd(node, node.data.length);
  CSS.highlights.set(NEXT, new Highlight(range));
};

export const showAllSaid = () => globalThis.CSS?.highlights?.delete(NEXT);

// A text as the sentences that it would be spoken in.
export const sentencesOf = (text, language) => {
  const words = text.trim();
  if (!words) return [];
  if (!globalThis.Intl?.Segmenter) return [{ n: 1, text: words, url: "" }];
  const parts = [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(words)];
  return parts.map(({ segment }, at) => ({ n: at + 1, text: segment.trim(), url: "" }));
};
