// What somebody is writing in the panel of the tree editor: read, and put back where it was.
const panelWords = {
  // What a panel is about: an item, or a new one at a place; nothing where there is no form.
  key(item) {
    const form = item && item.querySelector('form[data-hx-post*="/items"]');
    return form ? [form.dataset.hxPost, form.elements.below?.value, form.elements.after?.value].join() : "";
  },
  fields: (part) => [...part.querySelectorAll(".input")].filter((field) => field.form?.elements.statement),
  read(part) {
    const here = document.activeElement;
    const words = Object.fromEntries(panelWords.fields(part).map((field) => [field.name, field.value]));
    return { words, at: part.contains(here) ? here.name : "", caret: here.selectionStart };
  },
  fill(part, { words, at, caret }) {
    for (const field of panelWords.fields(part)) {
      if (field.name in words) field.value = words[field.name];
      if (field.name !== at) continue;
      field.focus();
      field.setSelectionRange(caret, caret);
    }
  },
};
