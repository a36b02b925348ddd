/* The number check beside the text, and figures in sentences. It knows no rules: the server judges. */
(() => {
  "use strict";
  const { React, draftail, DraftJS } = window;
  const AFTER_TYPING = 700;
  const state = { begin: null, sent: "", seen: "", asking: false };

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  };

  const form = () => document.getElementById("page-edit-form");
  const token = () => form().querySelector('[name="csrfmiddlewaretoken"]').value;

  const post = (address, body) =>
    fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token() }, credentials: "same-origin" });

  /* --- Dialogs ------------------------------------------------------------------------------------------------ */

  const ask = (title, ...content) => {
    const dialog = make("dialog", { class: "quipu-dialog", "aria-label": title }, make("h2", {}, title), ...content);
    document.body.append(dialog);
    return new Promise((resolve) => {
      dialog.answer = (answer) => {
        resolve(answer);
        dialog.close();
      };
      dialog.addEventListener("close", () => {
        resolve(null);
        dialog.remove();
      });
      dialog.showModal();
    });
  };

  const answer = (element, value) => element.closest("dialog").answer(value);

  const chooseFigure = () => {
    const list = make("ul", { class: "quipu-choices", "aria-live": "polite" });
    const search = make("input", { type: "search", id: "quipu-search", autocomplete: "off", spellcheck: "false" });
    let waiting = 0;
    const show = async () => {
      const words = search.value;
      const found = await (await fetch(`${state.begin.addresses.figures}?q=${encodeURIComponent(words)}`)).json();
      if (words !== search.value) return;
      list.replaceChildren(...found.figures.map(choice));
      if (!found.figures.length) list.append(make("li", {}, "No figure has these words. Try fewer, or an address."));
    };
    search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 200);
    });
    show();
    const label = make("label", { for: "quipu-search" }, "Words, or an address such as PER/2020/budget");
    const cancel = make("button", { type: "button", class: "button button-secondary", onclick: () => answer(list, null) }, "Cancel");
    return ask("Choose a figure", label, search, list, cancel);
  };

  const choice = (figure) => {
    const take = (text) =>
      make("button", { type: "button", class: "button button-small", onclick: (event) => answer(event.target, { address: figure.address, text }) }, text);
    return make(
      "li",
      {},
      make("strong", {}, figure.title),
      ` ${figure.year} `,
      make("code", {}, figure.address),
      make("span", { class: "quipu-takes" }, take(figure.text), ...(figure.short ? [take(figure.short)] : [])),
    );
  };

  const askReason = () => {
    const area = make("textarea", { id: "quipu-reason", rows: "4", required: true });
    const label = make("label", { for: "quipu-reason" }, "Why is it right as it stands? Your name and the reason are kept in the log.");
    const done = make("button", { type: "button", class: "button", onclick: () => answer(area, area.value) }, "Let it pass");
    const cancel = make("button", { type: "button", class: "button button-secondary", onclick: () => answer(area, null) }, "Cancel");
    return ask("Let this number pass", label, area, done, " ", cancel);
  };

  /* --- Figures in sentences ----------------------------------------------------------------------------------- */

  const withFigure = (editorState, selection, figure) => {
    const content = editorState.getCurrentContent().createEntity("FIGURE", "IMMUTABLE", { address: figure.address });
    const key = content.getLastCreatedEntityKey();
    const changed = DraftJS.Modifier.replaceText(content, selection, figure.text, null, key);
    return DraftJS.EditorState.push(editorState, changed, "insert-characters");
  };

  class FigureSource extends React.Component {
    componentDidMount() {
      const { editorState, onComplete, onClose } = this.props;
      chooseFigure().then((figure) => {
        if (figure) onComplete(withFigure(editorState, editorState.getSelection(), figure));
        else onClose();
      });
    }

    render() {
      return null;
    }
  }

  const Figure = ({ entityKey, contentState, children }) =>
    React.createElement(
      "span",
      { className: "quipu-figure", title: contentState.getEntity(entityKey).getData().address },
      children,
    );

  draftail.registerPlugin({ type: "FIGURE", source: FigureSource, decorator: Figure }, "entityTypes");

  /* --- Finding a number in the form ---------------------------------------------------------------------------- */

  const prefixOf = (passage) => {
    const identity = [...form().querySelectorAll('input[name$="-id"]')].find((input) => input.value === passage);
    return identity ? identity.name.slice(0, -3) : null;
  };

  const fieldOf = (prefix) =>
    ["-value", "-value-text"].map((end) => form().querySelector(`[name="${prefix}${end}"]`)).find((input) => input && input.draftailEditor);

  const selectionOf = (content, number) => {
    let before = 0;
    for (const block of content.getBlocksAsArray()) {
      const start = number.start - before;
      const end = number.end - before;
      if (start >= 0 && block.getText().slice(start, end) === number.written)
        return DraftJS.SelectionState.createEmpty(block.getKey()).merge({ anchorOffset: start, focusOffset: end });
      before += block.getLength() + 1;
    }
    return null;
  };

  const goTo = (number) => {
    const prefix = prefixOf(number.passage);
    const field = prefix && fieldOf(prefix);
    const place = field ? field.parentElement : prefix && form().querySelector(`[name^="${prefix}-value-number"]`);
    if (!place) return;
    const tab = place.closest('[role="tabpanel"]');
    if (tab && tab.hidden) document.querySelector(`[role="tab"][aria-controls="${tab.id}"], a[href="#${tab.id}"]`)?.click();
    place.scrollIntoView({ block: "center" });
    if (!field) return place.focus();
    const editor = field.draftailEditor;
    const selection = selectionOf(editor.getEditorState().getCurrentContent(), number);
    if (selection) editor.onChange(DraftJS.EditorState.forceSelection(editor.getEditorState(), selection));
  };

  const bind = (number, figure) => {
    const prefix = prefixOf(number.passage);
    const address = prefix && form().querySelector(`[name="${prefix}-value-address"]`);
    if (address) {
      set(address, figure.address);
      return set(form().querySelector(`[name="${prefix}-value-number"]`), figure.text);
    }
    const editor = prefix && fieldOf(prefix)?.draftailEditor;
    const selection = editor && selectionOf(editor.getEditorState().getCurrentContent(), number);
    if (selection) editor.onChange(withFigure(editor.getEditorState(), selection, figure));
    else tell("The text has changed since it was looked at. It is being looked at again.");
    state.sent = "";
  };

  const set = (input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* --- The panel ----------------------------------------------------------------------------------------------- */

  const part = (name) => document.querySelector(`[data-quipu-${name}]`);
  const tell = (text) => (part("summary").textContent = text);
  const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

  const inSentence = (number) => {
    const [before, ...after] = number.sentence.split(number.written);
    return make("p", { class: "quipu-sentence" }, before, make("mark", {}, number.written), after.join(number.written));
  };

  const described = (number, mayPass) => {
    const buttons = [make("button", { type: "button", class: "button button-small button-secondary", onclick: () => goTo(number) }, "Go there")];
    if (number.standing !== "bound")
      for (const figure of number.candidates)
        buttons.push(make("button", { type: "button", class: "button button-small", title: figure.title, onclick: () => bind(number, figure) }, `Bind ${figure.text} to ${figure.address}`));
    if (number.stops && mayPass)
      buttons.push(make("button", { type: "button", class: "button button-small button-secondary", onclick: () => letPass(number) }, "Let it pass…"));
    return make(
      "li",
      { class: number.stops ? "quipu-stops" : number.alarms ? "quipu-alarms" : "" },
      make("strong", { class: "quipu-standing" }, number.stops ? `${number.standing}: stops the edition` : number.standing),
      inSentence(number),
      make("p", {}, number.message),
      ...(number.passed ? [make("p", { class: "quipu-passed" }, `Let pass by ${number.passed}`)] : []),
      make("div", { class: "quipu-buttons" }, ...buttons),
    );
  };

  const show = (found) => {
    const alarms = found.numbers.filter((number) => number.alarms);
    part("list").replaceChildren(...alarms.map((number) => described(number, found.may_pass)));
    part("quiet").replaceChildren(...found.numbers.filter((number) => !number.alarms).map((number) => described(number, false)));
    const looks = alarms.length - found.stopping;
    tell(
      found.numbers.length
        ? `${counted(found.numbers.length, "number", "numbers")}: ${counted(found.stopping, "stops", "stop")} the edition, ${looks} to look at.`
        : "There are no numbers in the text yet.",
    );
    const counter = document.querySelector('[data-side-panel-toggle="numbers"] [data-side-panel-toggle-counter]');
    if (counter) {
      counter.textContent = found.stopping;
      counter.hidden = !found.stopping;
    }
  };

  const letPass = async (number) => {
    const reason = await askReason();
    if (reason === null) return;
    const body = new FormData();
    for (const name of ["passage", "written", "sentence"]) body.append(name, number[name]);
    body.append("reason", reason);
    const response = await post(state.begin.addresses.pass, body);
    if (response.ok || response.status < 500) {
      const answered = await response.json();
      if (answered.problem) tell(answered.problem);
      else show(answered);
    } else tell("It could not be kept. Try again.");
  };

  const written = () => {
    const parts = [];
    for (const [name, value] of new FormData(form())) if (typeof value === "string") parts.push(`${name}=${value}`);
    return parts.join("&");
  };

  /* Asks again once the writer has paused. */
  const watch = async () => {
    const now = written();
    const paused = now === state.seen;
    state.seen = now;
    if (!paused || now === state.sent || state.asking) return;
    state.asking = true;
    state.sent = now;
    try {
      const response = await post(state.begin.addresses.numbers, new FormData(form()));
      if (response.ok) show(await response.json());
      else tell(response.status === 422 ? "Some blocks are not filled in; the numbers are looked at when they are." : "The numbers could not be looked at.");
    } catch {
      tell("The numbers could not be looked at: there is no connection.");
    } finally {
      state.asking = false;
    }
  };

  const start = () => {
    const begin = document.getElementById("quipu-numbers");
    if (!begin || !form()) return;
    state.begin = JSON.parse(begin.textContent);
    show(state.begin.found);
    setInterval(watch, AFTER_TYPING);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
