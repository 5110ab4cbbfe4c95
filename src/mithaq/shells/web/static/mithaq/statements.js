// Reading a statement: words and cards that show each other, decisions by keyboard, words that
// were missed. Without this script the page works by its forms and links.
"use strict";
(() => {
  const draft = document.getElementById("draft");
  if (!draft) return;
  const groups = () => document.getElementById("groups");
  const KEPT = "mithaq-statement-keys";
  const WIDE = matchMedia("(min-width: 992px)");
  draft.classList.add("js", "shows-text");
  for (const hidden of draft.querySelectorAll(".draft-tabs, #keys-open, .to-text")) hidden.hidden = false;

  // --- words and cards show each other ----------------------------------------------------------
  const stretches = (name) => draft.querySelectorAll(`[data-on~="${CSS.escape(name)}"]`);
  let lit = "";
  function light(name) {
    if (name === lit) return;
    draft.querySelectorAll(".is-lit").forEach((one) => one.classList.remove("is-lit", "is-own"));
    lit = name;
    const card = name && document.querySelector(`.finding[data-mark="${CSS.escape(name)}"]`);
    for (const one of name ? stretches(name) : []) {
      one.classList.add("is-lit");
      // What is found within the words of an act keeps its own colour.
      one.classList.toggle("is-own", !card || (one.hash || "") === `#${card.id}`);
    }
  }
  function scrollToWords(name) {
    const first = stretches(name)[0];
    const box = first?.closest(".draft-text > .card");
    if (!box || !WIDE.matches) return;
    const words = first.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (words.top >= frame.top + 8 && words.bottom <= frame.bottom - 60) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top: box.scrollTop + words.top - frame.top - frame.height / 3, behavior: calm ? "auto" : "smooth" });
  }
  const marked = (target) => target.closest?.(".finding, .asked");
  function look(event) {
    const one = marked(event.target);
    if (one) { light(one.dataset.mark); scrollToWords(one.dataset.mark); }
  }
  document.addEventListener("focusin", look);
  document.addEventListener("mouseover", look);
  document.addEventListener("mouseout", (event) => {
    const one = marked(event.target);
    if (!one || one.contains(event.relatedTarget)) return;
    light(marked(document.activeElement)?.dataset.mark || "");
  });

  // --- text and cards on a narrow screen: one at a time -------------------------------------------
  function show(side) {
    draft.classList.toggle("shows-text", side === "text");
    draft.classList.toggle("shows-cards", side === "cards");
    for (const tab of draft.querySelectorAll("[data-side]")) tab.setAttribute("aria-pressed", String(tab.dataset.side === side));
  }
  function toCard(card) {
    show("cards");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    light(card.dataset.mark);
    scrollToWords(card.dataset.mark);
  }
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-side]");
    if (tab) return show(tab.dataset.side);
    const asks = event.target.closest(".to-text");
    if (asks) {
      const name = asks.closest(".finding").dataset.mark;
      show("text");
      light(name);
      scrollToWords(name);
      if (!WIDE.matches) stretches(name)[0]?.scrollIntoView({ block: "center" });
      return;
    }
    const mark = event.target.closest("a.mark, a.to-card");
    const card = mark && document.getElementById(mark.hash.slice(1));
    if (card) { event.preventDefault(); toCard(card); }
    const chip = event.target.closest(".suggested button");
    if (chip) {
      const field = document.getElementById(chip.parentElement.dataset.into);
      field.value = [...field.value.split("\n").filter(Boolean), chip.textContent].join("\n");
    }
  });

  // --- deciding ---------------------------------------------------------------------------------
  const cards = () => [...groups().querySelectorAll(".finding")];
  const current = () => document.activeElement.closest?.(".finding");
  let after = null; // where the focus goes once the answer is there: the card, or the next open one
  function step(by) {
    const all = cards(), here = all.indexOf(current());
    const next = here < 0 ? all[by > 0 ? 0 : all.length - 1] : all[here + by];
    if (next) toCard(next);
  }
  function nextOpen(card) {
    const all = cards(), here = all.indexOf(card);
    return all.slice(here + 1).find((one) => one.dataset.decision === "open")?.id || card.id;
  }
  function press(selector, goesOn) {
    const card = current(), button = card?.querySelector(selector);
    if (!button) return false;
    after = goesOn ? nextOpen(card) : card.id;
    button.click();
    return true;
  }
  const KEYS = {
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    KeyA: () => press(".act.is-yes", true),
    KeyX: () => press(".act.is-no", true),
    KeyU: () => press(".act.is-undo", false),
    KeyC: () => press(".act.is-change", false),
  };
  const help = document.getElementById("keys");
  const keysOn = document.getElementById("keys-on");
  try { keysOn.checked = localStorage.getItem(KEPT) !== "off"; } catch { /* nothing is kept here */ }
  keysOn.addEventListener("change", () => {
    try { localStorage.setItem(KEPT, keysOn.checked ? "on" : "off"); } catch { /* for this page only */ }
  });
  document.getElementById("keys-open").addEventListener("click", () => help.showModal());
  const isTyping = (target) => target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    if (event.key === "Escape") {
      const back = document.activeElement.closest?.(".is-open-form")?.querySelector(".is-back");
      if (back) { after = back.closest(".finding").id; back.click(); event.preventDefault(); }
      putAway = true;
      hideAdding();
      return;
    }
    if (isTyping(event.target) || !keysOn.checked) return;
    // Letters by their place on the keyboard: it may be writing Arabic.
    let act = event.shiftKey ? null : KEYS[event.code];
    if (event.code === "Slash" || event.key === "/" || event.key === "?" || event.key === "؟") {
      act = event.shiftKey || event.key === "?" || event.key === "؟"
        ? () => help.showModal()
        : () => { show("cards"); document.getElementById("find").focus(); };
    }
    if (!event.shiftKey && current() && !current().classList.contains("is-open-form")) {
      if (event.code === "ArrowDown") act = () => step(1);
      if (event.code === "ArrowUp") act = () => step(-1);
    }
    if (!act) return;
    event.preventDefault();
    act();
  });

  // --- what comes back ----------------------------------------------------------------------------
  document.addEventListener("htmx:beforeRequest", (event) => {
    document.querySelector(".failed")?.remove();
    const card = event.detail.elt.closest?.(".finding");
    if (card && !after) after = card.id;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    // Signed out meanwhile: the page asks for the sign-in, and comes back here.
    if (event.detail.xhr.responseURL.includes("/accounts/login/")) { event.detail.shouldSwap = false; location.reload(); return; }
    // What was refused is shown where it was asked.
    if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  function fail() {
    after = null;
    const said = document.getElementById("said");
    const words = Object.assign(document.createElement("div"), { className: "failed", textContent: said.dataset.failed });
    words.setAttribute("role", "alert");
    document.body.append(words);
  }
  document.addEventListener("htmx:sendError", fail);
  document.addEventListener("htmx:responseError", fail);
  function settle() {
    for (const hidden of groups().querySelectorAll(".to-text, .suggested")) hidden.hidden = false;
    for (const card of cards()) {
      const isOff = card.dataset.decision === "rejected";
      for (const mark of draft.querySelectorAll(`a.mark[href$="#${card.id}"]`)) mark.classList.toggle("is-off", isOff);
    }
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!groups().contains(event.target) && event.target !== groups()) return;
    settle();
    const card = after && document.getElementById(after);
    const form = card?.classList.contains("is-open-form") && card.querySelector(".field-error, [aria-invalid]") || null;
    after = null;
    if (!card || isTyping(document.activeElement)) return;
    // On a narrow screen the person has gone to the text meanwhile: the answer does not pull back.
    if (!WIDE.matches && draft.classList.contains("shows-text")) return;
    const first = card.classList.contains("is-open-form")
      ? (form?.closest(".field")?.querySelector("input, select, textarea") || card.querySelector(".fields input, .fields select, .fields textarea"))
      : null;
    if (first) first.focus(); else toCard(card);
  });
  settle();

  // --- words that were missed -----------------------------------------------------------------------
  const adding = document.getElementById("adding");
  const text = document.getElementById("text");
  let putAway = false; // by Escape, until other words are chosen
  function hideAdding() { if (adding) adding.hidden = true; }
  function chosen() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const words = range.toString().trim();
    if (!words || words.length > 600 || !text.contains(range.commonAncestorContainer)) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return { words, near: [...before.toString()].length, box: range.getBoundingClientRect() };
  }
  function offer() {
    const found = adding && !putAway && chosen();
    const isSeen = found && found.box.bottom > 0 && found.box.top < innerHeight;
    if (!isSeen) return hideAdding();
    for (const link of adding.querySelectorAll("[data-add]")) {
      link.href = `${link.dataset.add}&words=${encodeURIComponent(found.words)}&near=${found.near}`;
    }
    adding.hidden = false;
    const height = adding.offsetHeight, width = adding.offsetWidth;
    const top = found.box.bottom + height + 12 < innerHeight ? found.box.bottom + 8 : found.box.top - height - 8;
    adding.style.top = `${Math.max(8, top)}px`;
    adding.style.left = `${Math.min(Math.max(8, found.box.right - width), innerWidth - width - 8)}px`;
  }
  let waiting = 0;
  function offerSoon() { clearTimeout(waiting); waiting = setTimeout(offer, 250); }
  document.addEventListener("selectionchange", () => { putAway = false; offerSoon(); });
  // While the page moves it is out of the way; the words are still chosen when it has come to rest.
  document.addEventListener("scroll", () => { hideAdding(); offerSoon(); }, { capture: true, passive: true });

  // --- where it begins --------------------------------------------------------------------------
  const asked = location.hash.startsWith("#card-") && document.getElementById(location.hash.slice(1));
  if (asked) toCard(asked);
  const passage = document.getElementById("at");
  if (passage) passage.scrollIntoView({ block: "center" });
})();
