// A monthly report on a poor line: kept on the device at once, on the server when it answers.
// Without this script the form works by its two buttons.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("report-words")?.textContent || "{}");
  const PREFIX = "mithaq-report:";
  const RETRY_MS = 15000;
  const PAUSE_MS = 1500;

  const clock = (when = new Date()) =>
    `${String(when.getHours()).padStart(2, "0")}:${String(when.getMinutes()).padStart(2, "0")}`;
  const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name] ?? "");

  // --- the device's own store: private windows and full disks refuse, which must not stop us
  const shelf = {
    read(key) {
      try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; }
    },
    write(key, value) {
      try { localStorage.setItem(PREFIX + key, JSON.stringify(value)); return true; } catch { return false; }
    },
    drop(key) {
      try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ }
    },
  };

  // What came back: an answer in JSON, "sign in" for any other page, or nothing (no line).
  async function post(url, body) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 30000);
    try {
      const reply = await fetch(url, {
        method: "POST", body, signal: stop.signal, credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      const isJson = (reply.headers.get("Content-Type") || "").includes("json");
      if (isJson) return await reply.json();
      if (reply.status >= 500) return null;
      return { state: reply.redirected || reply.status === 403 ? "sign-in" : "refused" };
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  // --- figures as people write them -------------------------------------------------------------
  const western = (text) =>
    text.replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 0x6f0)
      .replace(/[\s\u200e\u200f]/g, "").replace(/٫/g, ".");
  function numberIn(input) {
    const text = western(input.value).replace(/[,،٬](?=\d{3})/g, "");
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  }
  const grouped = (number) => number.toLocaleString("en-US", { maximumFractionDigits: 6 });

  // --- other pages: what this device still holds of this user's reports --------------------------
  async function sendOn(key, kept, item) {
    const data = new FormData();
    for (const [name, value] of Object.entries(kept.fields)) data.set(name, value);
    data.set("version", kept.version);
    data.set("captured_at", new Date(kept.at).toISOString());
    data.set("csrfmiddlewaretoken", JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]);
    if (kept.correct) data.set("correct", "1");
    const reply = await post(kept.send ? kept.submit : kept.save, data);
    if (!["saved", "sent", "asked", "conflict"].includes(reply?.state)) return;
    shelf.drop(key);
    item.textContent = fill(words[reply.state === "sent" ? "sentNow" : "keptNow"], { month: kept.label });
  }
  const list = document.getElementById("held-here");
  if (list) {
    const own = PREFIX + list.dataset.user + ":";
    const keys = [...Array(localStorage.length).keys()].map((n) => localStorage.key(n)).filter((k) => k.startsWith(own));
    for (const key of keys.map((k) => k.slice(PREFIX.length))) {
      const kept = shelf.read(key);
      if (!kept) continue;
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = kept.page;
      link.textContent = fill(words.heldHere, { month: kept.label, time: clock(new Date(kept.at)) });
      item.append(link);
      list.append(item);
      list.parentElement.hidden = false;
      if (!kept.correct || kept.send) sendOn(key, kept, item);
    }
  }

  const form = document.getElementById("report");
  if (!form) return;
  document.documentElement.classList.add("js");
  const state = document.getElementById("state");
  const send = document.getElementById("send");
  const sendWords = send.textContent;
  const key = form.dataset.key;
  const isCorrection = "correction" in form.dataset;
  const version = form.elements.version;
  let timer = 0, isBusy = false, isDirty = false, wantsSend = false, isStopped = false;

  function tell(text, tone = "") {
    state.textContent = text;
    state.className = tone;
  }

  // --- what the form holds ---------------------------------------------------------------------
  function held() {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (/^[vda]\||^(note|no_activity)$/.test(name) && value !== "") fields[name] = value;
    }
    return fields;
  }
  function body() {
    const data = new FormData(form);
    data.set("captured_at", new Date().toISOString());
    if ("asked" in form.dataset) data.set("asked", "1");
    return data;
  }
  function keepHere() {
    return shelf.write(key, {
      fields: held(), version: version.value, at: Date.now(), send: wantsSend, correct: isCorrection,
      label: form.dataset.label, save: form.dataset.save, submit: form.getAttribute("action"), page: form.dataset.page,
    });
  }

  // --- totals ----------------------------------------------------------------------------------
  function sumOf(inputs) {
    const numbers = inputs.map(numberIn);
    return numbers.length && numbers.every((n) => n !== null) ? numbers.reduce((a, b) => a + b, 0) : null;
  }
  // A sum is filled in while nobody typed another one; a typed one that differs is said at once.
  function follow(input, sum) {
    if (sum !== null && numberIn(input) === sum) input.dataset.added = input.value;
    if (input.value === "" || input.dataset.added === input.value) {
      input.value = sum === null ? "" : grouped(sum);
      input.dataset.added = input.value;
    }
    const said = numberIn(input);
    return sum !== null && said !== null && said !== sum ? { total: grouped(said), sum: grouped(sum) } : null;
  }
  function addUp(measure) {
    const total = measure.querySelector("input[data-total]");
    if (!total) return;
    const inputs = [...measure.querySelectorAll("input[data-sex]")];
    const sums = inputs.filter((input) => "sum" in input.dataset);
    const wrong = sums.map((sum) => follow(sum, sumOf(
      inputs.filter((input) => input.dataset.sex === sum.dataset.sex && !("sum" in input.dataset)))));
    wrong.push(follow(total, sumOf(sums.length ? sums : inputs)));
    const first = wrong.find(Boolean);
    let note = measure.querySelector(".sum-note");
    if (!note) {
      note = document.createElement("p");
      note.className = "say sum-note field-error";
      measure.querySelector(".groups").after(note);
    }
    note.textContent = first ? fill(words.sumDiffers, first) : "";
    note.hidden = !first;
  }
  const totalOf = (code) => {
    const measure = form.querySelector(`.measure[data-measure="${CSS.escape(code)}"]`);
    return measure?.querySelector("input[data-total]") || measure?.querySelector("input.value");
  };
  function addUpParts() {
    for (const measure of form.querySelectorAll("[data-parts]")) {
      const inputs = measure.dataset.parts.split(" ").map(totalOf).filter(Boolean);
      const known = inputs.map(numberIn).filter((n) => n !== null);
      const place = measure.querySelector(".parts-sum");
      place.hidden = known.length === 0;
      place.querySelector(".sum").textContent = grouped(known.reduce((a, b) => a + b, 0));
    }
  }
  function count() {
    const measures = [...form.querySelectorAll(".section .measure")];
    const filled = measures.filter((m) => [...m.querySelectorAll("input.value")].some((i) => i.value.trim()));
    document.getElementById("filled").textContent = `${filled.length}/${measures.length}`;
  }
  function settleIdle() {
    // Figures that contradict it stay in sight, so that they can be taken out.
    const isFilled = [...form.querySelectorAll("input.value")].some((input) => input.value.trim());
    form.classList.toggle("is-idle", form.elements.no_activity.value !== "" && !isFilled);
  }
  function refreshAll() {
    form.querySelectorAll(".measure").forEach(addUp);
    addUpParts();
    count();
    settleIdle();
  }

  // --- what the server says of a measure; never under the hands of somebody who is typing ------
  const pending = new Map();
  function show(place, html) {
    if (place.contains(document.activeElement)) { pending.set(place, html); return; }
    pending.delete(place);
    const typed = {};
    place.querySelectorAll("textarea").forEach((area) => { typed[area.name] = area.value; });
    place.innerHTML = html;
    place.querySelectorAll("textarea").forEach((area) => { if (typed[area.name]) area.value = typed[area.name]; });
    const measure = place.closest(".measure");
    if (!measure) return;
    const hasError = Boolean(measure.querySelector(".say.field-error:not([hidden])"));
    measure.classList.toggle("has-error", hasError);
    measure.classList.toggle("has-question", !hasError && Boolean(place.querySelector(".is-asked:not(.is-answered)")));
  }
  form.addEventListener("focusout", () => setTimeout(() => {
    for (const [place, html] of [...pending]) if (!place.closest(".measure")?.contains(document.activeElement)) show(place, html);
  }, 50));
  function showSays(reply) {
    show(document.getElementById("general-says"), reply.general);
    for (const measure of form.querySelectorAll(".section .measure")) {
      const says = measure.querySelector(".says");
      const html = reply.says[measure.dataset.measure] || "";
      if (measure.contains(document.activeElement) && html !== says.innerHTML.trim()) pending.set(says, html);
      else show(says, html);
    }
  }

  // --- saving -----------------------------------------------------------------------------------
  function waitForLine() {
    const kept = keepHere();
    const text = wantsSend ? words.toSend : words.waiting;
    if (kept) tell(fill(text, { time: clock() }), "is-waiting");
    send.textContent = words.sendLater;
    clearTimeout(timer);
    timer = setTimeout(wantsSend ? sendNow : save, RETRY_MS);
  }
  function stop(text, tone = "is-bad") {
    isStopped = send.disabled = true;
    clearTimeout(timer);
    tell(text, tone);
    const link = document.createElement("a");
    link.href = form.dataset.page;
    link.textContent = words.open;
    state.append(" ", link);
  }
  async function save() {
    clearTimeout(timer);
    if (isStopped || isCorrection) return;
    if (isBusy) { timer = setTimeout(save, PAUSE_MS); return; }
    keepHere();
    if (navigator.onLine === false) return waitForLine();
    isBusy = true;
    isDirty = false;
    tell(words.saving);
    const reply = await post(form.dataset.save, body());
    isBusy = false;
    if (!reply) { isDirty = true; return waitForLine(); }
    take(reply);
  }
  function take(reply) {
    send.textContent = sendWords;
    if (reply.state === "saved") {
      version.value = reply.version;
      const begun = document.querySelector(".report-head .tag.quiet");
      if (begun) begun.textContent = words.draft;
      showSays(reply);
      if (isDirty) keepHere(); else shelf.drop(key);
      const unread = form.querySelector(".unread");
      tell(fill(words.saved, { time: clock(new Date(reply.at)) }), unread ? "is-bad" : "");
    } else if (reply.state === "sent" || reply.state === "asked") {
      shelf.drop(key);
      isStopped = true;
      location.assign(reply.url);
    } else if (reply.state === "conflict") {
      shelf.drop(key);
      stop(reply.text);
    } else if (reply.state === "sign-in") {
      keepHere();
      stop(words.signIn);
    } else {
      tell(words.refused, "is-bad");
    }
  }
  async function sendNow() {
    clearTimeout(timer);
    if (isBusy) { timer = setTimeout(sendNow, PAUSE_MS); return; }
    keepHere();
    if (navigator.onLine === false) return waitForLine();
    isBusy = true;
    tell(words.sending);
    const reply = await post(form.getAttribute("action"), body());
    isBusy = false;
    if (!reply) return waitForLine();
    wantsSend = false;
    // What stands against it is shown by the page itself, beside every field.
    if (reply.state === "refused") { shelf.drop(key); isStopped = true; form.submit(); return; }
    take(reply);
  }

  function changed(event) {
    if (isStopped) return;
    isDirty = true;
    const input = event.target;
    const measure = input.closest(".measure");
    if (input.classList.contains("value")) {
      delete input.dataset.added;
      measure.querySelectorAll(".unread").forEach((note) => note.remove());
      input.classList.remove("is-invalid");
    }
    if (measure) addUp(measure);
    addUpParts();
    count();
    settleIdle();
    if (isCorrection) { keepHere(); return; }
    keepHere();
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  }

  // --- back again: what this device kept and the server does not have ---------------------------
  function restore() {
    const kept = shelf.read(key);
    if (!kept || isCorrection) return;
    const here = JSON.stringify(held()), there = JSON.stringify(kept.fields);
    if (here === there) { shelf.drop(key); return; }
    for (const input of form.querySelectorAll("input.value")) input.value = kept.fields[input.name] || "";
    form.elements.note.value = kept.fields.note || "";
    form.elements.no_activity.value = kept.fields.no_activity || "";
    for (const [name, answer] of Object.entries(kept.fields)) {
      if (!name.startsWith("a|")) continue;
      const field = form.elements[name];
      if (field) field.value = answer;
      else form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: answer }));
    }
    // The version it was written on goes with it: the server sets it aside if the report moved on.
    version.value = kept.version;
    wantsSend = Boolean(kept.send);
    tell(fill(words.restored, { time: clock(new Date(kept.at)) }), "is-waiting");
    timer = setTimeout(wantsSend ? sendNow : save, 400);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.classList?.contains("value") || !input.name.startsWith("v|")) return;
    const number = numberIn(input);
    if (number !== null && Number.isInteger(number)) input.value = grouped(number);
  });
  form.addEventListener("keydown", (event) => {
    // Enter goes on to the next figure; a report is not sent by a slip of the thumb.
    if (event.key !== "Enter" || !event.target.classList.contains("value")) return;
    event.preventDefault();
    const inputs = [...form.querySelectorAll("input.value")];
    (inputs[inputs.indexOf(event.target) + 1] || send).focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isStopped) return;
    wantsSend = true;
    sendNow();
  });
  window.addEventListener("online", () => { if (shelf.read(key)) (wantsSend ? sendNow : save)(); });
  window.addEventListener("offline", () => { if (!isStopped && isDirty) waitForLine(); else send.textContent = words.sendLater; });
  window.addEventListener("pagehide", () => { if (isDirty && !isStopped) keepHere(); });

  refreshAll();
  restore();
  refreshAll();
  document.getElementById("summary")?.focus();
})();
